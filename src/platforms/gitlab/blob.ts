/** Holds a file that came as plain bytes against the hash that GitLab names for it: nothing else would show a cut or foreign body. */
import { createHash } from "node:crypto";
import type { Answer } from "../http/transport.ts";
import type { Doubt } from "../http.ts";

/**
 * Null where the bytes are the blob of `X-Gitlab-Blob-Id`, which GitLab sends with every raw file. A page of HTML, an empty body or a
 * shortened file with status 200 is none.
 */
export function doubtOfBlob({ headers, bytes }: Answer): Doubt | null {
  const id = headers["x-gitlab-blob-id"]?.trim().toLowerCase() ?? "";
  if (bytes === undefined || !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id))
    return { kind: "broken", because: "its answer is no file of a repository" };
  const hash = createHash(id.length === 40 ? "sha1" : "sha256");
  const actual = hash.update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
  return actual === id ? null : { kind: "broken", because: "the file that it sent is cut off or changed" };
}
