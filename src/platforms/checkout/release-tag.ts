/** Tells release tags from other tags, and which of two versions is newer. */

export interface Version {
  /** 1.2.3 -> [1, 2, 3] */
  readonly numbers: readonly number[];
  /** Alpha, beta, release candidate, nightly ...: anything behind the numbers that does not say it is final. */
  readonly isPreRelease: boolean;
}

/** `1.2.3`, `1_2_3`, with anything before it that does not end in a digit: `v1.2`, `release-1.2`, `pkg@1.2.3`, `app/v1.2.3`. */
const dotted = /^(|.*?[^0-9.])(\d+(?:[._]\d+)+)(.*)$/;
/** Dates, which people put on much else as well, only where little stands before them. */
const dated = /^(|v|rel|release)[-_/]?(\d{4}-\d{2}-\d{2})(.*)$/i;
/** `v4`, `app/v4` */
const single = /^(|.*?[-_/@])v(\d+)(.*)$/i;

/** Behind the numbers of a final release: nothing, build data, or a word that says so. */
const finalSuffix =
  /^(?:[-._]?(?:final|release|ga|stable|lts)|[-._]?(?:sp|patch|hotfix|post|p)[-._]?\d+)*(?:\+[\w.-]+)*$/i;

/** A longer name is no version, and would take long to read. */
const longestTag = 200;
const earlyPrefix =
  /(?:^|[^a-z])(?:alpha|beta|canary|dev|edge|nightly|next|pre|preview|rc|snapshot|test|unstable)(?![a-z])/i;

/**
 * Reads the version out of a tag; null where it names none. A suffix that is not known counts as a pre-release: an older base
 * only makes the release wider.
 */
export function parseReleaseTag(tag: string): Version | null {
  if (tag.length > longestTag) return null;
  const [, prefix = "", digits, suffix = ""] = dated.exec(tag) ?? dotted.exec(tag) ?? single.exec(tag) ?? [];
  if (digits === undefined) return null;
  return {
    numbers: digits.split(/[._-]/).map(Number),
    isPreRelease: !finalSuffix.test(suffix) || earlyPrefix.test(prefix),
  };
}

/** Below 0 when `a` is the older version. */
export function compareVersions(a: Version, b: Version): number {
  for (let at = 0; at < Math.max(a.numbers.length, b.numbers.length); at += 1) {
    const difference = (a.numbers[at] ?? -1) - (b.numbers[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
