/** Paths as git writes them into differences: with quotes and escapes where they hold odd bytes, with a prefix, behind a status. */
import type { TouchedFile } from "./touched-files.ts";

/** `"a \"b\"\tc"` as git quotes it, or `a` with a tab behind it, without quotes and tab; every byte as one character. */
export function unquoted(text: string): string {
  const bare = text.endsWith("\t") ? text.slice(0, -1) : text;
  const quoted = bare.startsWith('"') && bare.endsWith('"') && bare.length > 1;
  if (!quoted) return bare;
  return bare
    .slice(1, -1)
    .replaceAll(/\\([0-7]{3}|.)/g, (_, code: string) =>
      code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : (escapes[code] ?? code),
    );
}

const escapes: Readonly<Record<string, string>> = { a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** The path behind `a/` or `b/`. */
export const pathIn = (text: string): string => unquoted(text).slice(2);

/** `:100644 100644 HASH HASH M<tab>path`, or `... R087<tab>old<tab>new`. `isSame`: nothing but the path changed. */
export function fileOf(line: string): TouchedFile & { readonly isSame: boolean } {
  const tab = line.indexOf("\t");
  const status = line.slice(line.lastIndexOf(" ", tab) + 1, tab);
  const between = line.indexOf("\t", tab + 1);
  const isSame = status === "R100";
  if (between === -1)
    return { status: status.charAt(0), path: unquoted(line.slice(tab + 1)), previousPath: null, isSame };
  const [old, path] = [line.slice(tab + 1, between), line.slice(between + 1)];
  return { status: status.charAt(0), path: unquoted(path), previousPath: unquoted(old), isSame };
}
