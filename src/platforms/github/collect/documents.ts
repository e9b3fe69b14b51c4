/** Documents at the head: from git where the checkout has it, else from GitHub. */
import type { ReleaseDocument } from "../../../core/evidence/documents.ts";
import { compileGlobs } from "../../../core/evidence/globs.ts";
import { observed, unavailable } from "../../../core/evidence/observed.ts";
import { byCodeUnit } from "../../checkout/bytes.ts";
import { readDocuments, textOf } from "../../checkout/documents.ts";
import type { Collector, GithubContext } from "../context.ts";
import { has } from "../files.ts";
import { listTree, useCheckout } from "../history.ts";
import { lastChange } from "../schema/files.ts";

const largest = 1024 * 1024;
/** More documents than anybody reads before a release. */
const most = 1000;
const datesAtOnce = 50;

export const documents: Collector<"documents"> = async (context, { documents: globs }) => {
  const { checkout, client, setting, range, files, surroundings } = context;
  if (checkout !== null && (await has(checkout, range.head.sha)))
    return readDocuments(checkout, range, globs, surroundings.now);
  const source = `GitHub's tree of ${range.head.sha}`;
  if (globs.length === 0) return observed([], source, surroundings.now);
  const tree = await listTree(client, setting, range.head.sha);
  if (tree === null) return unavailable("GitHub does not list all files of the head: there are too many.", useCheckout);
  const isWanted = compileGlobs(globs);
  const paths = [...tree]
    .filter(([path, { mode }]) => mode !== "160000" && isWanted(path))
    .map(([path]) => path)
    .sort(byCodeUnit);
  if (paths.length > most)
    return unavailable(`The globs of the policy lead to ${paths.length} documents.`, "Name fewer documents.");
  const [dates, texts] = await Promise.all([
    lastChanges(context, paths),
    Promise.all(paths.map((path) => files.read(range.head, path))),
  ]);
  const found = texts.map((reading, index): ReleaseDocument => {
    const path = paths[index] ?? "";
    const lastChangedAt = dates.get(path) ?? null;
    if (reading.status !== "found")
      return {
        path,
        text: null,
        because: reading.status === "absent" ? "It is not there." : reading.because,
        lastChangedAt,
      };
    if (reading.bytes.length > largest)
      return {
        path,
        text: null,
        because: `${path} has more than 1 MiB; larger documents are not read.`,
        lastChangedAt,
      };
    return { path, text: textOf(reading.bytes), because: null, lastChangedAt };
  });
  return observed(found, source, surroundings.now);
};

/** When each path last changed, as far as GitHub says. */
async function lastChanges(
  { client, setting, range }: GithubContext,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const dates = new Map<string, string>();
  const batches = Array.from({ length: Math.ceil(paths.length / datesAtOnce) }, (_, at) =>
    paths.slice(at * datesAtOnce, (at + 1) * datesAtOnce),
  );
  await Promise.all(
    batches.map(async (batch) => {
      const asking = { what: "when the documents last changed", permission: "contents: read" };
      const fields = batch.map(
        (path, index) => `h${index}: history(first: 1, path: ${JSON.stringify(path)}) { nodes { committedDate } }`,
      );
      const query = `query Dates($owner: String!, $name: String!, $sha: GitObjectID!) { repository(owner: $owner, name: $name) {
        object(oid: $sha) { ... on Commit { ${fields.join("\n")} } } } }`;
      const variables = { owner: setting.owner, name: setting.name, sha: range.head.sha };
      const answer = await client.graph(query, variables, asking);
      for (const [index, path] of batch.entries()) {
        const { nodes } = answer.part(["repository", "object", `h${index}`], lastChange, asking);
        if (nodes[0] !== undefined) dates.set(path, nodes[0].committedDate);
      }
    }),
  );
  return dates;
}
