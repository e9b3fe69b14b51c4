/** Makes a large repository out of nothing, the same one every time: merges, tags, forty authors, two thousand files. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const files = 2000;
const authors = 40;
const linesPerFile = 40;
const firstSecond = 1_500_000_000;
/** Eight commits a day. */
const secondsApart = 3 * 3600;

/** Small numbers that look random and never change. */
export function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Fills `folder` with `commits` commits on the branch main. Every eighth one is a merge, every thousandth carries a tag. */
export async function makeRepository(folder, commits) {
  spawnSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", folder]);
  const git = spawn("git", ["-c", "core.compression=1", "fast-import", "--quiet", "--depth=0"], {
    cwd: folder,
    // glibc would otherwise give memory back and ask for it again at every tree.
    env: { ...process.env, MALLOC_TOP_PAD_: String(2 ** 26), MALLOC_TRIM_THRESHOLD_: String(2 ** 28) },
    stdio: ["pipe", "inherit", "inherit"],
  });
  const ended = once(git, "close");
  for (const part of story(commits)) if (!git.stdin.write(part)) await once(git.stdin, "drain");
  git.stdin.end();
  const [code] = await ended;
  if (code !== 0) throw new Error(`git fast-import ended with ${code}.`);
}

/** Only the commit of a side branch says where it begins: git goes on from the tip of main by itself, which is much faster. */
function* story(commits) {
  const below = numbers(42);
  const versions = new Map();
  let main = 0;
  let side = "";
  for (let mark = 1; mark <= commits; mark++) {
    const isSide = mark % 8 === 7;
    const isMerge = mark % 8 === 0;
    const title = isMerge
      ? `Merge pull request #${mark}`
      : `${below(9) === 0 ? "fix: mend" : "feat: add"} part ${mark}`;
    const changes = isMerge ? side : changesOf(1 + below(4), below, versions);
    const parent = isSide ? `from :${main}\n` : isMerge ? `merge :${mark - 1}\n` : "";
    yield `${heading(isSide ? "side" : "main", mark, title, below(authors))}${parent}${changes}\n`;
    if (isSide) side = changes;
    else main = mark;
    if (mark % 1000 === 0) yield `reset refs/tags/v1.${mark / 1000}.0\nfrom :${main}\n\n`;
  }
}

function heading(branch, mark, title, author) {
  const person = `Author ${author} <author${author}@example.org> ${firstSecond + mark * secondsApart} +0000`;
  return `commit refs/heads/${branch}\nmark :${mark}\nauthor ${person}\ncommitter ${person}\n${data(title)}\n`;
}

function changesOf(howMany, below, versions) {
  const lines = Array.from({ length: howMany }, () => {
    const file = below(files);
    const version = (versions.get(file) ?? 0) + 1;
    versions.set(file, version);
    return `M 100644 inline src/part-${file % 50}/file-${file}.ts\n${data(contents(file, version))}\n`;
  });
  return lines.join("");
}

/** Each version of a file has a line or two that the one before has not. */
function contents(file, version) {
  const lines = Array.from({ length: linesPerFile }, (_, line) => {
    const changed = Math.floor((version + linesPerFile - line) / linesPerFile);
    return `export const value${line} = ${file * 1000 + line + changed};`;
  });
  return `${lines.join("\n")}\n`;
}

/** The repository of long ranges: the one that was asked for, else one of 20,000 commits, made once. */
export async function largeRepository(context) {
  if (context.repository !== null) return context.repository;
  const folder = join(context.temporary, "large.git");
  if (!existsSync(folder)) await makeRepository(folder, 20_000);
  return folder;
}

/** A work tree with one commit. */
export function makeCheckout(folder) {
  const git = (...args) => execFileSync("git", ["-C", folder, ...args], { stdio: "ignore" });
  mkdirSync(folder);
  git("init", "--quiet", "--initial-branch=main");
  writeFileSync(join(folder, "README.md"), "# Bench\n");
  git("add", "README.md");
  const made = { GIT_AUTHOR_DATE: "2026-01-05T10:00:00Z", GIT_COMMITTER_DATE: "2026-01-05T10:00:00Z" };
  const person = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
  execFileSync("git", ["-C", folder, ...person, "commit", "--quiet", "-m", "Begin"], {
    env: { ...process.env, ...made },
  });
}

const data = (text) => `data ${Buffer.byteLength(text)}\n${text}`;
