/** What is judged and how it was asked, in the words of a release manager. Plain text, not yet escaped. */
import type { Result } from "../../core/result.ts";
import { counted, grouped, moment } from "./words.ts";

type Release = Result["release"];

const short = (sha: string): string => sha.slice(0, 10);

/** `HEAD` names whatever happens to be checked out, so it tells a reader nothing. */
const isNameless = ({ name, sha }: Release["head"]): boolean => name === "HEAD" || sha.startsWith(name);

/** `v1.2.0`, or the short hash where a commit has no other name. */
export const refName = (ref: Release["head"]): string => (isNameless(ref) ? short(ref.sha) : ref.name);

const refWithHash = (ref: Release["head"]): string =>
  isNameless(ref) ? short(ref.sha) : `${ref.name} (${short(ref.sha)})`;

/** `v1.2.0 (0123456789) to v1.3.0 (89abcdef01)`. */
export const rangeOf = ({ base, head }: Release): string =>
  base === null ? `everything up to ${refWithHash(head)}` : `${refWithHash(base)} to ${refWithHash(head)}`;

/** `14 commits, 32 files, 1,204 lines added, 310 removed`; a number that is not known says so. */
export function sizeOf({ commits, changedFiles, additions, deletions, relation }: Release): string {
  if (relation === "same") return "nothing new: the head is the base";
  const lines =
    additions === null && deletions === null
      ? ["lines unknown"]
      : [
          additions === null ? "lines added unknown" : `${counted(additions, "line")} added`,
          deletions === null ? "lines removed unknown" : `${grouped(deletions)} removed`,
        ];
  return [
    commits === null ? "commits unknown" : counted(commits, "commit"),
    changedFiles === null ? "files unknown" : counted(changedFiles, "file"),
    ...lines,
  ].join(", ");
}

/** One sentence that holds the whole answer. */
export function headlineOf({
  decision,
  environment,
  release,
  mode,
  isSettledButForTime,
  hypothetical,
}: Result): string {
  const what = `${release.repository} ${refName(release.head)}`;
  const sentences: Readonly<Record<Result["decision"], string>> = {
    allow: `${what} ${hypothetical === null ? "may" : "could"} go to ${environment}.`,
    block: `${what} must not go to ${environment}.`,
    error: `Whether ${what} may go to ${environment} could not be determined, so it may not.`,
    wait:
      mode === "evaluate" && isSettledButForTime
        ? `Nothing is wrong with ${what}, but its time for ${environment} has not come yet.`
        : `${what} has to wait before it goes to ${environment}.`,
  };
  return sentences[decision];
}

/** What the reader must know before anything else. */
export function bannersOf({ hypothetical, waivers, emergency }: Result, reportOnly: boolean): string[] {
  const leave = emergency === null ? "LEFT OUT" : "EMERGENCY";
  return [
    ...(hypothetical === null ? [] : [`WHAT IF: ${hypothetical} This answer allows nothing.`]),
    ...(reportOnly ? ["REPORT ONLY: the pipeline goes on, whatever is decided here."] : []),
    ...waivers.map(({ sentence }) => `${leave}: ${sentence}`),
  ];
}

/** Until when an `allow` holds; null where nothing ends it. */
export function untilOf({ authorizedUntil, hypothetical }: Result): string | null {
  if (authorizedUntil === null) return null;
  return `It ${hypothetical === null ? "holds" : "would hold"} until ${moment(authorizedUntil)}.`;
}

const roles: Readonly<Record<Result["policies"][number]["role"], string>> = {
  trusted: "",
  base: ", at the base",
  head: ", at the head",
};

/** `builtin:standard, rules for "*"`. */
export const policyOf = ({ source, environment, role }: Result["policies"][number]): string =>
  `${source}${roles[role]}${environment === null ? ", which does not name this environment" : `, rules for "${environment}"`}`;

/** How the question was put. */
export function questionOf({ mode, changeType, at, platform, reason }: Result): string {
  const why = reason === null ? "" : `; reason given: ${reason}`;
  return `${mode}, ${changeType} change, ${moment(at)}, ${platform}${why}`;
}
