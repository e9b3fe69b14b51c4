/** Follows what stands beyond the checkout's own workflows: actions that they use from it, workflows elsewhere, the policy in force. */
import { type Observed, unavailable } from "../../core/evidence/observed.ts";
import { type LocalActions, localActionsIn, readWorkflow } from "../../core/setup/pipeline/workflow.ts";
import type { CalledFile } from "../../core/setup/view.ts";
import { readText, type WrittenFile } from "../../platforms/checkout/pipeline-files.ts";
import type { FilePlace } from "../../platforms/platform.ts";

/** Reads files on the platform. */
export type ReadThere = (places: readonly FilePlace[]) => Promise<readonly Observed<string>[]>;

/** GitHub lets calls be nested so deep. */
const deepest = 4;
/** So many workflows elsewhere are read. */
const most = 50;

/** Action files of the checkout that these workflows use, and that those use in turn, by folder. */
export async function localActions(root: string, files: readonly WrittenFile[]): Promise<LocalActions> {
  const found = new Map<string, WrittenFile>();
  const open = files.flatMap(localActionsIn);
  for (let folder = open.pop(); folder !== undefined && found.size < most; folder = open.pop()) {
    if (found.has(folder)) continue;
    const path = (name: string): string => (folder === "." ? name : `${folder}/${name}`);
    const file = (await readText(root, path("action.yml"))) ?? (await readText(root, path("action.yaml")));
    if (file === null) continue;
    found.set(folder, file);
    open.push(...localActionsIn(file));
  }
  return found;
}

/** `owner/name/.github/workflows/file.yml@ref`; null for anything else. */
function placeOf(uses: string): FilePlace | null {
  const [, repository, path, ref] = /^([\w.-]+\/[\w.-]+)\/(\.github\/workflows\/[^@\s]+)@(\S+)$/.exec(uses) ?? [];
  return repository === undefined || path === undefined || ref === undefined ? null : { repository, path, ref };
}

/** What a workflow calls elsewhere; a call of a called workflow within its own repository is one too. */
function callsOf({ path, text }: WrittenFile): readonly string[] {
  const place = placeOf(path);
  return readWorkflow({ path, text }).jobs.flatMap(({ uses }) => {
    if (uses === null) return [];
    if (!uses.startsWith("./")) return placeOf(uses) === null ? [] : [uses];
    return place === null ? [] : [`${place.repository}/${uses.slice(2)}@${place.ref}`];
  });
}

/** Workflows of other repositories that these call, directly or not, sorted; what was not looked into says why. */
export async function calledBy(files: readonly WrittenFile[], read: ReadThere | null): Promise<readonly CalledFile[]> {
  const found = new Map<string, CalledFile>();
  let calling = files;
  for (let depth = 0; depth < deepest && calling.length > 0; depth += 1) {
    const uses = [...new Set(calling.flatMap(callsOf))].filter((each) => !found.has(each)).slice(0, most - found.size);
    const texts =
      read === null
        ? uses.map(() => unavailable("No platform was asked.", "Give a token, and look again."))
        : await read(uses.flatMap((each) => placeOf(each) ?? []));
    for (const [index, each] of uses.entries())
      found.set(each, { uses: each, text: texts[index] ?? unavailable("It was not looked into.") });
    calling = uses.flatMap((each) => {
      const text = found.get(each)?.text;
      return text?.status === "observed" ? [{ path: each, text: text.value }] : [];
    });
  }
  return [...found.values()].sort((a, b) => (a.uses < b.uses ? -1 : 1));
}

/**
 * How the policy that is judged stands to the one that the gate goes by, which is the default branch's; null where they are the same to
 * the byte.
 */
export async function besidePolicyInForce(policy: WrittenFile, read: ReadThere | null): Promise<string | null> {
  const judged = `${policy.path} was judged as it stands in the working tree.`;
  const [there] = read === null ? [] : await read([{ repository: null, path: policy.path, ref: null }]);
  if (there === undefined)
    return `${judged} The gate itself goes by the one on the default branch, which was not looked at.`;
  if (there.status === "unavailable")
    return `${judged} The gate itself goes by the one on the default branch, which could not be read: ${there.because}`;
  return there.value === policy.text
    ? null
    : `${judged} On the default branch it reads otherwise, and the gate goes by that one until this is merged.`;
}
