/** The mark in the body of a review issue by which a later run knows what an emergency was used for. */

const mark = /<!-- release-gate-emergency ([0-9a-f]{40,64}:[^\s<>]{1,600}) run=(\d+|-) -->/g;

/** One line for the body of the issue. `key` is `commit:environment`; blanks in it are written as in an address. */
export const writeMark = (key: string, run: string | null): string =>
  `<!-- release-gate-emergency ${encodeURI(key.toLowerCase()).replaceAll(/[<>]/g, encodeURIComponent)} run=${run ?? "-"} -->`;

/** Every mark in a body. */
export const readMarks = (body: string): readonly { readonly key: string; readonly run: string | null }[] =>
  [...body.matchAll(mark)].flatMap(([, key = "", run = "-"]) => {
    try {
      return [{ key: decodeURI(key).toLowerCase(), run: run === "-" ? null : run }];
    } catch {
      return [];
    }
  });
