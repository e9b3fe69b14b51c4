/** Follows globs from folder to folder, so that only folders are opened to which one of them can lead. */
import { matchText, type PathPattern, parsePathPattern } from "../../core/evidence/glob-pattern.ts";

type Parts = PathPattern[number];
/** How far one alternative of the glob has been matched by the folders above: every part that may come next. */
export interface Trail {
  readonly parts: Parts;
  readonly next: ReadonlySet<number>;
}

const isGlobstar = (part: Parts[number] | undefined): boolean => typeof part === "symbol";

/** Globstars may stand for nothing, so whatever comes behind one may come next too. */
function open(parts: Parts, next: Iterable<number>): Trail {
  const all = new Set(next);
  for (const at of all) if (isGlobstar(parts[at])) all.add(at + 1);
  return { parts, next: all };
}

export interface Step {
  readonly trails: readonly Trail[];
  readonly isMatch: boolean;
  /** Did the glob name this entry, by a literal part or a wildcard, rather than only pass over it with `**`? */
  readonly isMeant: boolean;
  readonly isLiteral: boolean;
}

/** Where globs begin: at the root, with nothing matched. Throws `GlobError` for a wrong glob. */
export const trailsOf = (globs: readonly string[]): readonly Trail[] =>
  globs.flatMap((glob) => parsePathPattern(glob).map((parts) => open(parts, [0])));

/** Follows the trails of a folder to one of its entries. A folder without trails holds nothing that any glob could match. */
export function step(trails: readonly Trail[], name: string): Step {
  let [isMatch, isMeant, isLiteral] = [false, false, false];
  const onward: Trail[] = [];
  for (const { parts, next } of trails) {
    const reached: number[] = [];
    for (const at of next) {
      const part = parts[at];
      if (part === undefined) continue;
      if (typeof part === "symbol") reached.push(at);
      else if (matchText(part, name)) {
        reached.push(at + 1);
        isMeant = true;
        isLiteral ||= typeof part === "string";
      }
    }
    if (reached.length === 0) continue;
    const trail = open(parts, reached);
    isMatch ||= trail.next.has(parts.length);
    if ([...trail.next].some((at) => at < parts.length)) onward.push(trail);
  }
  return { trails: onward, isMatch, isMeant, isLiteral };
}
