/** CODEOWNERS at the trusted ref, so that no release names its own owners. */
import { observed, unavailable } from "../../../core/evidence/observed.ts";
import { textOf } from "../../checkout/documents.ts";
import { need } from "../../settled.ts";
import type { Collector } from "../context.ts";

/** GitHub's limit; a larger file owns nothing there. */
const largest = 3 * 1024 * 1024;
/** The first that is there holds. */
const places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

export const codeOwners: Collector<"codeOwners"> = async ({ files, trusted, surroundings }) => {
  const at = need(trusted);
  const readings = await Promise.all(places.map((path) => files.read(at, path)));
  for (const [index, reading] of readings.entries()) {
    if (reading.status === "absent") continue;
    if (reading.status === "unreadable") return unavailable(`${reading.where} cannot be read: ${reading.because}`);
    if (reading.bytes.length > largest)
      return unavailable(`${reading.where} has more than 3 MiB, so GitHub would not read it.`);
    const file = { kind: "file" as const, path: places[index] ?? "", dialect: "github" as const, ref: at.name };
    return observed({ ...file, text: textOf(reading.bytes) }, reading.where, surroundings.now);
  }
  return observed({ kind: "none" }, `the tree of ${at.name}`, surroundings.now);
};
