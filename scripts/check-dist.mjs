/**
 * `npm run check-dist`: is the committed `dist/` exactly what the sources give? Builds twice, each in a folder and a process of its
 * own, and the second time on another Node where one is at hand, and compares the bytes of both with `dist/`.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { contentsOf, differences } from "./files.mjs";
import { nodesAtHand } from "./nodes.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const committed = await contentsOf(join(root, "dist"));
const nodes = nodesAtHand();
const builders = [nodes[0], nodes.at(-1)];

let failed = false;
for (const node of builders) {
  const out = await mkdtemp(join(tmpdir(), "release-gate-dist-"));
  try {
    const bundler = JSON.stringify(new URL("./bundle.mjs", import.meta.url).href);
    const program = `const { bundle } = await import(${bundler}); await bundle({ out: ${JSON.stringify(out)} });`;
    execFileSync(node.path, ["--input-type=module", "-e", program], { stdio: "inherit" });
    const wrong = differences(await contentsOf(out), committed);
    failed ||= wrong.length > 0;
    console.log(
      `dist/ against a build on Node ${node.version}: ${wrong.length === 0 ? "the same bytes" : wrong.join(", ")}.`,
    );
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}
if (failed) console.error("dist/ is not what the sources give. Run `npm run build` and commit dist/.");
const marked = spawnSync("git", ["ls-files", "-s", "dist/cli/index.js"], { cwd: root, encoding: "utf8" }).stdout;
if (!marked.startsWith("100755")) {
  failed = true;
  console.error("dist/cli/index.js is not committed as a file that may be run (git mode 100755).");
}
process.exitCode = failed ? 1 : 0;
