/** Which Nodes are at hand: the one that runs this, the system's, and the one that npm put beside the project. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const name = process.platform === "win32" ? "node.exe" : "node";

/** `{ path, version }` of each different version, oldest first. */
export function nodesAtHand() {
  const folders = [join(root, "node_modules/.bin"), ...(process.env.PATH ?? "").split(delimiter)];
  const paths = [process.execPath, ...folders.map((folder) => join(folder, name)).filter((path) => existsSync(path))];
  const byVersion = new Map();
  for (const path of paths) {
    const version = spawnSync(path, ["--version"], { encoding: "utf8" }).stdout?.trim().slice(1);
    if (version && !byVersion.has(version)) byVersion.set(version, { path, version });
  }
  return [...byVersion.values()].sort((a, b) => a.version.localeCompare(b.version, "en", { numeric: true }));
}
