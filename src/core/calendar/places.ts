/** Where the entries of calendars are written (`.release-gate.yml:23`), kept beside the policy: a moved line is no other policy. */

/** The file and line of each entry, by `placeKey`. What has no place (a calendar that no file was read for) is left out. */
export type Places = Readonly<Record<string, string>>;

export type EntryList = "windows" | "freezes" | "holidays";

/** The name of an entry: the calendar that it is written in, the list, and which of its entries (from 0). */
export const placeKey = (calendar: string, list: EntryList, index: number): string => `${calendar}/${list}/${index}`;

/** Where an entry is written; null where that is not known. */
export const placeIn = (places: Places, entry: string | undefined): string | null =>
  entry !== undefined && Object.hasOwn(places, entry) ? (places[entry] ?? null) : null;

/** ` (.release-gate.yml:19, 20)`, to stand after words; nothing where no place is known. */
export function sayPlaces(places: readonly (string | null)[]): string {
  const known = [...new Set(places.filter((place) => place !== null))];
  let last: string | null = null;
  const said = known.map((place) => {
    const colon = place.lastIndexOf(":");
    const file = place.slice(0, colon);
    const short = file === last ? place.slice(colon + 1) : place;
    last = file;
    return short;
  });
  return said.length === 0 ? "" : ` (${said.join(", ")})`;
}
