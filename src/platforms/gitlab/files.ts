/** Reads files at a commit: from the checkout where it has that commit, else from GitLab. */
import type { Checkout } from "../checkout/checkout.ts";
import { readFromCommit } from "../checkout/policy-files.ts";
import { HttpFailure } from "../http.ts";
import type { FileReading } from "../platform.ts";
import type { Client } from "./client.ts";
import { routes } from "./routes.ts";

/** Larger than any file that the gate reads. */
const largest = 16 * 1024 * 1024;

export interface At {
  readonly sha: string;
  readonly name: string;
}

export interface FileReader {
  /** `path` is relative to the root, with forward slashes. Absent only where the commit was read and lacks it. */
  read(at: At, path: string): Promise<FileReading>;
}

const isPlainPath = (path: string): boolean =>
  path !== "" && !/[\\:]/.test(path) && path.split("/").every((part) => !["", ".", ".."].includes(part));

/** GitLab names what it did not find: a project that may not be seen and a commit that is not there read otherwise. */
const lacksFile = ({ status, answer }: HttpFailure): boolean =>
  status === 404 &&
  (answer?.text.length ?? 0) < 200 &&
  /^\{"message":"404 File Not Found"\}$/i.test(answer?.text.replace(/\s*([{}:])\s*/g, "$1").trim() ?? "");

export function openFiles(client: Client, checkout: Checkout | null): FileReader {
  const known = new Map<string, Promise<FileReading>>();

  async function ask({ sha, name }: At, path: string): Promise<FileReading> {
    const where = `${path} at ${name}`;
    try {
      const asking = { route: routes.file, at: { path }, what: where, query: { ref: sha } };
      const bytes = await client.bytes(asking);
      if (bytes.length > largest) return { status: "unreadable", where, because: `${path} has more than 16 MiB.` };
      return { status: "found", where, bytes };
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      if (lacksFile(error)) return { status: "absent", where };
      return {
        status: "unreadable",
        where,
        because: [error.message, ...(error.fix === null ? [] : [error.fix])].join(" "),
      };
    }
  }
  return {
    async read(at, path) {
      const where = `${path} at ${at.name}`;
      if (!isPlainPath(path))
        return {
          status: "unreadable",
          where,
          because: `${path} is no path below the root of the repository. Write it with forward slashes, without "." and "..".`,
        };
      const key = `${at.sha}:${path}`;
      let reading = known.get(key);
      if (reading === undefined) {
        reading = has(checkout, at.sha).then((isHere) =>
          isHere && checkout !== null ? readFromCommit(checkout, at, path) : ask(at, path),
        );
        known.set(key, reading);
      }
      // The same commit may have been asked for under another name.
      return { ...(await reading), where };
    },
  };
}

/** Does the checkout hold this commit? */
export async function has(checkout: Checkout | null, sha: string): Promise<boolean> {
  if (checkout === null) return false;
  const reading = await checkout.objects.read(`${sha}^{commit}`);
  return reading.status === "found" && reading.oid === sha;
}
