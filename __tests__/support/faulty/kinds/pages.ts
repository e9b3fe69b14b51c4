/** Lists and their pages: empty, cut, repeated, skipped, changed between two pages, out of date. */
import { withALostEntry, withAnEmptiedList, withARepeatedEntry, withoutNextPage } from "../json.ts";
import { spoiltBy } from "./content.ts";
import { type FaultKind, lasting } from "./kind.ts";

const linkTo = (link: string, change: (address: string) => string): string =>
  link.replace(/<([^<>]*)>(; *rel="?next"?)/, (_, address: string, rel: string) => `<${change(address)}>${rel}`);

export const pages: readonly FaultKind[] = [
  lasting("list that came empty", spoiltBy(withAnEmptiedList)),
  lasting("entry lost between pages", spoiltBy(withALostEntry)),
  lasting("entry repeated between pages", spoiltBy(withARepeatedEntry)),
  lasting("another page than the one asked for", (answer, { otherPage }) =>
    otherPage === null || otherPage.body === answer.body ? null : { ...answer, body: otherPage.body },
  ),
  lasting("data that changed before the next page", (answer, asked, chance) =>
    asked.isLaterPage
      ? spoiltBy(chance.happens(0.5) ? withALostEntry : withARepeatedEntry)(answer, asked, chance)
      : null,
  ),
  lasting("next page that is not named", (answer, asked, chance) => {
    const { link: _link, "x-next-page": _number, ...headers } = answer.headers;
    const without = spoiltBy(withoutNextPage)(answer, asked, chance);
    if (without !== null) return without;
    return answer.headers.link === undefined ? null : { ...answer, headers };
  }),
  lasting("next page that leads back", (answer, asked) => {
    const { link } = answer.headers;
    if (link === undefined || !/rel="?next/.test(link)) return null;
    const back = (address: string): string => address.replace(/([?&]page=)\d+/, asked.isLaterPage ? "$11" : "$199999");
    return { ...answer, headers: { ...answer.headers, link: linkTo(link, back), "x-next-page": "1" } };
  }),
  lasting("next page on another host", (answer) => {
    const { link } = answer.headers;
    if (link === undefined || !/rel="?next/.test(link)) return null;
    const away = (address: string): string => address.replace(/^https?:\/\/[^/]+/, "http://127.0.0.2:9");
    return { ...answer, headers: { ...answer.headers, link: linkTo(link, away) } };
  }),
  lasting("not modified, though nobody asked", (answer, { isConditional, method }) =>
    method === "GET" && !isConditional ? { ...answer, status: 304, body: "" } : null,
  ),
  lasting("not modified, though it has changed", (answer, { isConditional, older }) =>
    isConditional && older !== null ? { ...answer, status: 304, body: "" } : null,
  ),
  lasting("older answer of a cache", (_answer, { older }) => older),
];
