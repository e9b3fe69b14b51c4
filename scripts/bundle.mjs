/** Makes the command line's bundle: rolldown shakes and splits the sources, ncc packs what is left, and the licences of what went in are gathered. */
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ncc from "@vercel/ncc";
import { rolldown } from "rolldown";
import { licenceNotice, packagesOf } from "./licences.mjs";
import { yamlText } from "./yaml-text.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Lazy parts are named after the source file they begin with, never after a hash: a rebuilt bundle then differs only where
 * the code does. A second file of the same name gets a number from the bundler.
 */
async function shake(entry, folder) {
  const build = await rolldown({
    input: { index: entry },
    cwd: root,
    platform: "node",
    plugins: [yamlText()],
    transform: { target: "node20" },
    treeshake: { moduleSideEffects: sideEffects },
    // A warning is a wrong import or a circle: better no bundle than a doubtful one.
    onLog(level, log) {
      if (level === "warn") throw new Error(log.message);
    },
  });
  const { output } = await build.write({
    dir: folder,
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "[name].js",
    comments: { legal: false, annotation: true, jsdoc: false },
  });
  await build.close();
  return output.filter((part) => part.type === "chunk");
}

/** Our own files only define things: importing one of them just for its effects would be a mistake. Packages speak for themselves. */
const sideEffects = [{ test: /\/src\/(?!entry\/)/, sideEffects: false }];

/** Writes the whole of `dist/` to `out`, which must not hold anything yet. */
export async function bundle({ out, entry = join(root, "src/entry/cli.ts") }) {
  const staging = await mkdtemp(join(tmpdir(), "release-gate-build-"));
  try {
    await writeFile(join(staging, "package.json"), '{ "type": "module" }\n');
    const chunks = await shake(entry, join(staging, "cli"));
    const { code, assets } = await ncc(join(staging, "cli/index.js"), {
      cache: false,
      quiet: true,
      minify: true,
      target: "es2022",
    });
    await mkdir(join(out, "cli"), { recursive: true });
    const body = code.replace(/^#!.*\n/, "");
    await writeFile(join(out, "cli/index.js"), `#!/usr/bin/env node\n${body}`);
    await chmod(join(out, "cli/index.js"), 0o755);
    for (const [name, asset] of Object.entries(assets)) {
      if (name === "package.json") continue;
      await writeFile(join(out, "cli", name), asset.source);
    }
    await writeFile(join(out, "package.json"), '{ "type": "module" }\n');
    await writeFile(join(out, "licenses.txt"), await licenceNotice(packagesOf(chunks)));
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
