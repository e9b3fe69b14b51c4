/** Starts `github.ts`, whose sources are TypeScript, on the newest Node at hand, and gives what it tells. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { nodesAtHand } from "../scripts/nodes.mjs";

export function onLocalGitHub(...args) {
  const newest = nodesAtHand().at(-1)?.path ?? process.execPath;
  const script = fileURLToPath(new URL("./github.ts", import.meta.url));
  const yaml = new URL("./github/yaml.mjs", import.meta.url).href;
  const node = ["--no-warnings", "--max-old-space-size=8000", "--import", yaml, script, ...args];
  const { status, stdout } = spawnSync(newest, node, {
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`The measurement on GitHub ended with ${status}.`);
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}
