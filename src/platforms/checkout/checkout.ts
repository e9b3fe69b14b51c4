/** A git checkout as it lies on disk: what kind it is, what it lacks, where it came from. */
import { lstat, readFile, realpath, stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { PlatformError } from "../platform.ts";
import { type Git, GitError, openGit } from "./git.ts";
import { type Objects, openObjects } from "./objects.ts";
import { type Origin, parseOrigin } from "./origin.ts";

export interface Checkout {
  readonly git: Git;
  readonly objects: Objects;
  /** The root of the work tree; null in a bare repository. */
  readonly root: string | null;
  /** For sentences: the folder that was asked about. */
  readonly place: string;
  readonly objectFormat: "sha1" | "sha256";
  /** Full hashes of the commits at which a shallow clone is cut off: their parents are not here. Empty in a full clone. */
  readonly cutAt: ReadonlySet<string>;
  /** Was it cloned with `--filter`, so that contents may be missing? */
  readonly isPartial: boolean;
  readonly origin: Origin | null;
  /** `owner/name` by the origin, else the name of the folder. */
  readonly name: string;
}

/** What gives the checkout its whole history. */
export const fullHistory =
  "Check out with the whole history: `fetch-depth: 0` (GitHub), `GIT_DEPTH: 0` (GitLab), or `git fetch --unshallow --tags`.";
/** What gives a partial clone its contents. */
export const fullContents = "Clone without `--filter`, or fetch the contents with `git fetch --refetch --no-filter`.";

/** Opens the checkout that holds `place`. Throws `PlatformError` where there is none, or git refuses to read it. */
export async function openCheckout(
  place: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Checkout> {
  const start = await existingFolder(place);
  if (!(await mayBeRepository(start))) throw noRepository(place);
  const git = openGit(start, env);
  const [facts, settings] = await Promise.all([readFacts(git, place), readSettings(git)]);
  const origin = parseOrigin(settings.get("remote.origin.url") ?? null);
  const folder = facts.root ?? git.directory;
  return {
    git: facts.root === null ? git : openGit(facts.root, env),
    objects: openObjects(git),
    root: facts.root,
    place,
    objectFormat: facts.objectFormat,
    cutAt: facts.cutAt,
    isPartial: [...settings].some(
      ([key, value]) => key === "extensions.partialclone" || (key.endsWith(".promisor") && value !== "false"),
    ),
    origin,
    name: origin?.name ?? basename(folder).replace(/(.)\.git$/, "$1"),
  };
}

async function existingFolder(place: string): Promise<string> {
  const folder = await realpath(place).catch(() => null);
  if (folder === null)
    throw new PlatformError("usage", `There is no folder ${place}.`, "Give the folder of a git checkout.");
  if (!(await stat(folder)).isDirectory())
    throw new PlatformError("usage", `${place} is a file.`, "Give the folder of a git checkout.");
  // From inside `.git` git does not see the work tree that it belongs to.
  return basename(folder) === ".git" ? dirname(folder) : folder;
}

/** Does `folder`, or one above it, look like what git would take? Where none does git need not be started to say so. */
async function mayBeRepository(folder: string): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    if ((await exists(resolve(at, ".git"))) || (await exists(resolve(at, "HEAD")))) return true;
    if (dirname(at) === at) return false;
  }
}

/** What cannot be looked at may be there. */
const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== "ENOENT" && error.code !== "ENOTDIR",
  );

const noRepository = (place: string): PlatformError =>
  new PlatformError(
    "usage",
    `${place} is not a git repository, and lies in none.`,
    "Run it inside a checkout, or give one with --repo DIR.",
  );

async function readFacts(git: Git, place: string) {
  const questions = [
    "--is-inside-work-tree",
    "--is-shallow-repository",
    "--show-object-format",
    "--git-path",
    "shallow",
  ];
  const output = await git.read(["rev-parse", ...questions, "--show-cdup"]).catch((error: unknown) => {
    throw refusal(error, place);
  });
  const [isInside, isShallow, objectFormat, shallowFile = "", up = ""] = output.toString("utf8").split("\n");
  const cutAt = isShallow === "true" ? await readFile(resolve(git.directory, shallowFile), "utf8") : "";
  return {
    root: isInside === "true" ? resolve(git.directory, up) : null,
    objectFormat: objectFormat === "sha256" ? ("sha256" as const) : ("sha1" as const),
    cutAt: new Set(cutAt.split("\n").filter((line) => line !== "")),
  };
}

function refusal(error: unknown, place: string): unknown {
  if (!(error instanceof GitError)) return error;
  if (error.exitCode === null)
    return new PlatformError("unreadable", error.message, "Install git and make sure that it is on the PATH.");
  if (error.message.includes("dubious ownership")) {
    const owned = /repository at '([^']+)'/.exec(error.message)?.[1] ?? place;
    const because = `git refuses to read ${owned}, because the folder belongs to another user.`;
    return new PlatformError(
      "unreadable",
      because,
      `If you trust it: git config --global --add safe.directory ${owned}`,
    );
  }
  if (error.message.includes("not a git repository")) return noRepository(place);
  return new PlatformError("unreadable", `git cannot read ${place}: ${error.message}`);
}

/** The few settings that say where the checkout came from, with keys in lower case; the last of several values. */
async function readSettings(git: Git): Promise<ReadonlyMap<string, string>> {
  const pattern = "^(remote\\..*\\.(url|promisor)|extensions\\.partialclone)$";
  const output = await git.read(["config", "-z", "--get-regexp", pattern]).catch((error: unknown) => {
    // Without a match git ends with 1. What it cannot read is said by the questions that follow.
    if (error instanceof GitError) return Buffer.alloc(0);
    throw error;
  });
  const entries = output
    .toString("utf8")
    .split("\0")
    .filter((entry) => entry !== "");
  return new Map(
    entries.map((entry) => {
      const cut = entry.indexOf("\n");
      return cut === -1 ? [entry, "true"] : [entry.slice(0, cut), entry.slice(cut + 1)];
    }),
  );
}
