/** Floors: paths under which the policy lets no release have a lower level, whatever its score. */
import type { ChangedFile } from "../evidence/changed-files.ts";
import { compileGlobs } from "../evidence/globs.ts";
import type { Observed } from "../evidence/observed.ts";
import type { RaisedFloor } from "./assessment.ts";
import type { RiskSettings } from "./settings.ts";

const shown = 5;

/** The floors that hold, in the policy's order. A renamed file counts under both names; when the files cannot be read, every floor holds. */
export function floorsOf(
  floors: RiskSettings["floors"],
  changedFiles: Observed<readonly ChangedFile[]> | undefined,
): readonly RaisedFloor[] {
  if (changedFiles?.status !== "observed") return floors.map(({ level, reason }) => ({ level, reason, paths: [] }));
  if (floors.length === 0) return [];
  const paths = [
    ...new Set(
      changedFiles.value.flatMap(({ path, previousPath }) => [path, ...(previousPath === null ? [] : [previousPath])]),
    ),
  ].sort((a, b) => (a < b ? -1 : 1));
  return floors.flatMap(({ paths: globs, level, reason }) => {
    const touched = paths.filter(compileGlobs(globs));
    return touched.length === 0 ? [] : [{ level, reason, paths: touched.slice(0, shown) }];
  });
}
