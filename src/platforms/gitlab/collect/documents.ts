/** Documents at the head: from git where the checkout has it, else from GitLab. */
import type { ReleaseDocument } from "../../../core/evidence/documents.ts";
import { compileGlobs } from "../../../core/evidence/globs.ts";
import { observed, unavailable } from "../../../core/evidence/observed.ts";
import { byCodeUnit } from "../../checkout/bytes.ts";
import { readDocuments, textOf } from "../../checkout/documents.ts";
import type { Collector, GitlabContext } from "../context.ts";
import { has } from "../files.ts";
import { routes } from "../routes.ts";
import { commit } from "../schema/repository.ts";
import { listTree, useCheckout } from "../trees.ts";

const largest = 1024 * 1024;
/** Each takes two requests. */
const most = 100;

export const documents: Collector<"documents"> = async (context, { documents: globs }) => {
  const { checkout, client, range, files, surroundings } = context;
  if (checkout !== null && (await has(checkout, range.head.sha)))
    return readDocuments(checkout, range, globs, surroundings.now);
  const source = `GitLab's tree of ${range.head.sha}`;
  if (globs.length === 0) return observed([], source, surroundings.now);
  const isWanted = compileGlobs(globs);
  const entries = [...(await listTree(client, range.head.sha))]
    .filter(([path, { mode }]) => mode !== "160000" && isWanted(path))
    .sort(([a], [b]) => byCodeUnit(a, b));
  if (entries.length > most)
    return unavailable(
      `The globs of the policy lead to ${entries.length} documents.`,
      `Name fewer documents, or: ${useCheckout}`,
    );
  const read = async ([path, { mode }]: (typeof entries)[number]): Promise<ReleaseDocument> => {
    if (mode === "120000")
      return {
        path,
        text: null,
        because: `${path} is a symbolic link, and links are not followed.`,
        lastChangedAt: null,
      };
    const [reading, lastChangedAt] = await Promise.all([files.read(range.head, path), lastChange(context, path)]);
    const not = (because: string): ReleaseDocument => ({ path, text: null, because, lastChangedAt });
    if (reading.status === "absent") return not("It is not there.");
    if (reading.status === "unreadable") return not(reading.because);
    if (reading.bytes.length > largest) return not(`${path} has more than 1 MiB; larger documents are not read.`);
    return { path, text: textOf(reading.bytes), because: null, lastChangedAt };
  };
  return observed(await Promise.all(entries.map(read)), source, surroundings.now);
};

async function lastChange({ client, range }: GitlabContext, path: string): Promise<string | null> {
  const asking = {
    route: routes.commits,
    what: `when ${path} last changed`,
    query: { ref_name: range.head.sha, path },
  };
  const [newest] = await client.firstPage(commit, asking, 1);
  return newest?.committed_date ?? null;
}
