/** Zones with strange histories, by the data of another library, and the one rule about clocks, found by trying every minute. */
import moment from "moment-timezone";

const minute = 60_000;

/** Zones, each with years from which ten are looked at; the strange ones in their strange years. */
export const zones: readonly (readonly [string, number])[] = [
  ["Africa/Cairo", 2008],
  ["Africa/Casablanca", 2012],
  ["Africa/El_Aaiun", 2014],
  ["Africa/Juba", 2014],
  ["Africa/Sao_Tome", 2013],
  ["Africa/Tripoli", 2010],
  ["Africa/Windhoek", 2012],
  ["America/Argentina/San_Luis", 2003],
  ["America/Asuncion", 2010],
  ["America/Caracas", 2007],
  ["America/Godthab", 2014],
  ["America/Havana", 2010],
  ["America/Mexico_City", 2014],
  ["America/Metlakatla", 2011],
  ["America/New_York", 2004],
  ["America/Resolute", 2000],
  ["America/Sao_Paulo", 2011],
  ["America/Scoresbysund", 2015],
  ["America/St_Johns", 2005],
  ["Antarctica/Casey", 2010],
  ["Antarctica/Macquarie", 2008],
  ["Antarctica/Troll", 2010],
  ["Asia/Amman", 2013],
  ["Asia/Colombo", 2000],
  ["Asia/Famagusta", 2014],
  ["Asia/Gaza", 2010],
  ["Asia/Hebron", 2011],
  ["Asia/Hovd", 2010],
  ["Asia/Kathmandu", 2010],
  ["Asia/Pyongyang", 2012],
  ["Asia/Tehran", 2014],
  ["Asia/Vladivostok", 2008],
  ["Atlantic/Azores", 2010],
  ["Australia/Eucla", 2005],
  ["Australia/Lord_Howe", 2010],
  ["Europe/Berlin", 2015],
  ["Europe/Dublin", 2015],
  ["Europe/Istanbul", 2010],
  ["Europe/Minsk", 2008],
  ["Europe/Samara", 2008],
  ["Europe/Volgograd", 2012],
  ["Pacific/Apia", 2008],
  ["Pacific/Bougainville", 2011],
  ["Pacific/Chatham", 2012],
  ["Pacific/Easter", 2013],
  ["Pacific/Fakaofo", 2008],
  ["Pacific/Fiji", 2012],
  ["Pacific/Norfolk", 2013],
  ["Pacific/Tongatapu", 2010],
];

/** Instants at which moment's own data changes the offset, in ten years. */
export function changesIn(zone: string, year: number): readonly number[] {
  const [from, to] = [Date.UTC(year, 0, 1), Date.UTC(year + 10, 0, 1)];
  return (moment.tz.zone(zone)?.untils ?? []).filter((until) => until > from && until < to);
}

export const offsetAt = (zone: string, at: number): number =>
  -(moment.tz.zone(zone)?.utcOffset(at) ?? Number.NaN) * minute;

/** The instant that the rule means by a wall time, found by trying every minute around it. */
export function instantOf(zone: string, wall: number): number {
  let last = Number.NaN;
  for (let at = wall - 16 * 60 * minute; at <= wall + 16 * 60 * minute; at += minute) {
    const shown = at + offsetAt(zone, at);
    if (shown === wall) return at;
    // Jumped over: as far behind the gap as the time is into it.
    if (shown > wall) return at + (wall - (last + minute));
    last = shown;
  }
  throw new Error("no minute shows it");
}
