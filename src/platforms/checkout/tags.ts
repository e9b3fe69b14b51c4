/** Finds the newest release tag that lies before the head. */
import { byCodeUnit, decode } from "./bytes.ts";
import type { Checkout } from "./checkout.ts";
import { compareVersions, parseReleaseTag, type Version } from "./release-tag.ts";

export interface ReleaseTag {
  readonly name: string;
  /** The commit it points at, through annotated tags. */
  readonly commit: string;
  readonly isPreRelease: boolean;
  /** When its commit was made, in seconds since 1970. */
  readonly committedAt: number;
}

interface Candidate extends ReleaseTag {
  readonly version: Version;
}

/**
 * The newest release tag on an ancestor of `head` other than `head` itself: final releases first, pre-releases only where there
 * is nothing else; newest by the date of the commit, then by version. Null without one. Throws `GitError`.
 */
export async function newestReleaseTag({ git, objects }: Checkout, head: string): Promise<ReleaseTag | null> {
  const fields = ["refname:strip=2", "objecttype", "objectname", "committerdate:unix"];
  const peeled = ["*objecttype", "*objectname", "*committerdate:unix"];
  const format = [...fields, ...peeled].map((field) => `%(${field})`).join("%00");
  const output = await git.read(["for-each-ref", `--merged=${head}`, `--format=${format}`, "refs/tags"]);
  const candidates: Candidate[] = [];
  for (const line of lines(output)) {
    const [tag = Buffer.alloc(0), ...rest] = cut(line);
    const name = decode(tag);
    const version = parseReleaseTag(name);
    if (version === null) continue;
    const [type, own = "", ownDate, target, inner = "", innerDate] = rest.map((field) => field.toString("latin1"));
    let [commit, date] = type === "commit" ? [own, ownDate] : [inner, innerDate];
    if (type === "tag" && target === "tag") {
      // A tag of a tag: git peels only one layer here.
      const reading = await objects.read(`${own}^{commit}`);
      if (reading.status !== "found") continue;
      [commit, date] = [
        reading.oid,
        /^committer .* (\d+) [+-]\d{4}$/m.exec(reading.bytes?.toString("latin1") ?? "")?.[1],
      ];
    } else if (type !== "commit" && target !== "commit") continue;
    if (commit === head) continue;
    candidates.push({ name, commit, isPreRelease: version.isPreRelease, committedAt: Number(date), version });
  }
  const finals = candidates.filter(({ isPreRelease }) => !isPreRelease);
  const [newest] = (finals.length > 0 ? finals : candidates).sort(newestFirst);
  return newest ?? null;
}

const newestFirst = (a: Candidate, b: Candidate): number =>
  b.committedAt - a.committedAt || compareVersions(b.version, a.version) || byCodeUnit(a.name, b.name);

function lines(output: Buffer): Buffer[] {
  return split(output, 10).filter((line) => line.length > 0);
}

const cut = (line: Buffer): Buffer[] => split(line, 0);

function split(bytes: Buffer, at: number): Buffer[] {
  const pieces: Buffer[] = [];
  let from = 0;
  for (let to = bytes.indexOf(at); to !== -1; to = bytes.indexOf(at, from)) {
    pieces.push(bytes.subarray(from, to));
    from = to + 1;
  }
  pieces.push(bytes.subarray(from));
  return pieces;
}
