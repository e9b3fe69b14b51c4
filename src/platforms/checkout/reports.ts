/** Test and coverage reports from the working tree: which count, which are refused, and what they say. */
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { isAbsolute, join, normalize, relative, sep } from "node:path";
import { GlobError } from "../../core/evidence/glob-pattern.ts";
import { compileGlobs } from "../../core/evidence/globs.ts";
import { type Observed, observed, unavailable } from "../../core/evidence/observed.ts";
import type { CoverageReport, RefusedReport, TestReport, TestReports } from "../../core/evidence/test-reports.ts";
import { byCodeUnit } from "./bytes.ts";
import type { Checkout } from "./checkout.ts";
import type { Range } from "./range.ts";
import { findFiles, TooWideError } from "./report-files.ts";
import { lookUp } from "./tree.ts";

type Kind = "junit" | "coverage";

export interface ReportGlob {
  readonly glob: string;
  readonly kind: Kind;
  readonly asked: "policy" | "input" | "discovery";
}

/** A moment before which no report can have been made by what is judged; `what` goes on after "before". */
export interface NotBefore {
  readonly at: string;
  readonly what: string;
}

/** Where test runners leave JUnit files when nobody says otherwise. Each begins with a folder's name, so that no tree is walked whole. */
export const usualReports: readonly string[] = [
  "build/test-results/**/TEST-*.xml",
  "junit.xml",
  "reports/**/junit*.xml",
  "target/surefire-reports/TEST-*.xml",
  "test-results/**/*.xml",
];

/**
 * Reads every file that the globs lead to. Refused is what proves nothing: a file that git tracks at the head, one older than the
 * head commit or made from another commit, one outside the checkout or behind a symbolic link, one that does not parse.
 * Throws `GlobError` for a wrong glob.
 */
export async function readReports(
  checkout: Checkout,
  range: Range,
  globs: readonly ReportGlob[],
  now: string,
  notBefore: () => Promise<NotBefore | null> = async () => null,
): Promise<Observed<TestReports>> {
  const { root } = checkout;
  if (root === null && globs.length > 0)
    return unavailable(
      "This is a bare repository: it has no working tree in which test reports could lie.",
      "Run the gate in a checkout in which the tests ran.",
    );
  const counts: TestReports["globs"][number][] = [];
  const refused: RefusedReport[] = [];
  const wanted: Record<Kind, Set<string>> = { junit: new Set(), coverage: new Set() };
  try {
    for (const asked of globs) {
      const inside = root === null ? null : insideRoot(root, asked.glob);
      if (root === null || inside === null) {
        refused.push({ path: asked.glob, because: "It leads outside the checkout." });
        counts.push({ ...asked, files: 0 });
        continue;
      }
      const found = await findFiles(root, inside);
      refused.push(...found.refused);
      counts.push({ ...asked, files: found.files.length + found.refused.length });
      for (const file of found.files) wanted[asked.kind].add(file);
    }
  } catch (error) {
    if (!(error instanceof TooWideError)) throw error;
    return unavailable(error.message, "Name the folder in which the reports lie.");
  }
  const reports: TestReport[] = [];
  const coverage: CoverageReport[] = [];
  const files = new Set([...wanted.junit, ...wanted.coverage]);
  const elsewhere = files.size > 0 ? await headIsElsewhere(checkout, range) : null;
  const earliest = files.size > 0 && elsewhere === null ? await notBefore() : null;
  for (const path of [...files].sort(byCodeUnit)) {
    const outcome = elsewhere ?? (await read(checkout, range, path, wanted, earliest));
    if (typeof outcome === "string") refused.push({ path, because: outcome });
    else {
      reports.push(...outcome.reports);
      coverage.push(...outcome.coverage);
      refused.push(...outcome.refused);
    }
  }
  const value = { globs: counts.sort(byGlob), reports, coverage, refused: distinct(refused) };
  return observed(value, "files in the working tree", now);
}

/** What is wrong with a glob that somebody gave, as the rest of a sentence; null for a right one. */
export function problemOf(glob: string, root: string | null): string | null {
  const inside = root === null ? glob : insideRoot(root, glob);
  if (inside === null) return null;
  try {
    compileGlobs([inside]);
    return null;
  } catch (error) {
    if (error instanceof GlobError) return error.message;
    throw error;
  }
}

/** The glob relative to the root; null where it leads elsewhere. A glob that is absolute is one if it begins with the root. */
function insideRoot(root: string, glob: string): string | null {
  const path = isAbsolute(glob) ? relative(root, glob) : normalize(glob);
  if (path === ".." || path.startsWith(`..${sep}`) || isAbsolute(path)) return null;
  return isAbsolute(glob) || /(?:^|\/)\.{1,2}(?:\/|$)/.test(glob) ? path.split(sep).join("/") : glob;
}

/** Reports in the working tree were made from what is checked out, which must be the head that is judged. */
async function headIsElsewhere({ objects }: Checkout, { head }: Range): Promise<string | null> {
  const checkedOut = await objects.read("HEAD^{commit}");
  if (checkedOut.status === "found" && checkedOut.oid === head.sha) return null;
  return `It lies beside another commit than the head that is judged (${head.sha.slice(0, 12)} is not checked out).`;
}

interface ReadFile {
  readonly reports: readonly TestReport[];
  readonly coverage: readonly CoverageReport[];
  readonly refused: readonly RefusedReport[];
}

/** What the file says, or why it is refused as a whole. */
async function read(
  checkout: Checkout,
  range: Range,
  path: string,
  wanted: Readonly<Record<Kind, ReadonlySet<string>>>,
  earliest: NotBefore | null,
): Promise<ReadFile | string> {
  const tracked = await lookUp(checkout.objects, range.head.sha, path);
  if (tracked.status === "found") return "git tracks it at the head: a committed report proves nothing.";
  if (tracked.status === "elsewhere") return `${tracked.because} at the head.`;
  if (tracked.status === "unreadable") return `Whether git tracks it cannot be told: ${tracked.because}.`;
  const handle = await openFile(join(checkout.root ?? "", path));
  if (typeof handle === "string") return handle;
  try {
    const stale = await staleness(handle, range, earliest);
    if (stale !== null) return stale;
    const [junit, coverage] = await Promise.all([import("./junit.ts"), import("./coverage.ts")]);
    const { ReportError } = await import("./report-xml.ts");
    const result = { reports: [] as TestReport[], coverage: [] as CoverageReport[], refused: [] as RefusedReport[] };
    const attempt = async (parse: () => Promise<void>): Promise<void> => {
      try {
        await parse();
      } catch (error) {
        const because = error instanceof ReportError ? `It ${error.message}.` : `It cannot be read: ${String(error)}`;
        result.refused.push({ path, because });
      }
    };
    const content = () => handle.createReadStream({ start: 0, autoClose: false });
    if (wanted.junit.has(path))
      await attempt(async () => void result.reports.push({ path, ...(await junit.readJunit(content())) }));
    if (wanted.coverage.has(path))
      await attempt(async () => void result.coverage.push({ path, ...(await coverage.readCoverage(content())) }));
    return result;
  } finally {
    await handle.close();
  }
}

async function openFile(file: string): Promise<FileHandle | string> {
  try {
    return await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === "ELOOP" ? "It is a symbolic link, and links are not followed." : `It cannot be opened: ${message}.`;
  }
}

/** Commits are dated to the second, so the file's own time is taken to the second as well. */
async function staleness(
  handle: FileHandle,
  { headCommittedAt }: Range,
  earliest: NotBefore | null,
): Promise<string | null> {
  const stats = await handle.stat();
  if (!stats.isFile()) return "It is no regular file.";
  if (headCommittedAt === null) return "The head commit has no date, so whether it is older cannot be told.";
  const written = Math.floor(stats.mtimeMs / 1000) * 1000;
  if (written >= Date.parse(headCommittedAt)) {
    if (earliest === null || written >= Math.floor(Date.parse(earliest.at) / 1000) * 1000) return null;
    return `It was written at ${new Date(written).toISOString()}, before ${earliest.what} (${earliest.at}): it was left over.`;
  }
  return `It was written at ${new Date(written).toISOString()}, before the head commit (${headCommittedAt}): it tests something older.`;
}

const byGlob = (a: ReportGlob, b: ReportGlob): number =>
  byCodeUnit(`${a.kind} ${a.glob} ${a.asked}`, `${b.kind} ${b.glob} ${b.asked}`);

function distinct(refused: readonly RefusedReport[]): readonly RefusedReport[] {
  const keyed = new Map(refused.map((one) => [`${one.path}\0${one.because}`, one]));
  return [...keyed].sort(([a], [b]) => byCodeUnit(a, b)).map(([, one]) => one);
}
