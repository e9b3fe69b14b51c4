/** Where the next page of a list is: by the Link header, which both ways of paging have, else by its number. */
import type { Answer } from "../http/transport.ts";

/**
 * Null after the last page. Only the query of a link is taken: the address stays ours, whatever a proxy makes of it. A full page with
 * neither header may have another one behind it.
 */
export function nextPageIn(headers: Answer["headers"], asked: URL, isFull: boolean): URL | null {
  const { link, "x-next-page": number } = headers;
  const next = new URL(asked.href);
  const following = /<([^<>]+)>;\s*rel="?next"?/.exec(link ?? "")?.[1];
  if (following !== undefined && URL.canParse(following, asked.href)) {
    next.search = new URL(following, asked.href).search;
    return next.search === asked.search ? null : next;
  }
  if (number !== undefined && /^\d+$/.test(number.trim())) {
    next.searchParams.set("page", number.trim());
    return next;
  }
  if (link !== undefined || number !== undefined || !isFull) return null;
  next.searchParams.set("page", String(Number(asked.searchParams.get("page") ?? "1") + 1));
  return next;
}
