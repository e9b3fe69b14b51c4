/** Makes the command line's bundle: rolldown shakes and splits the sources, ncc packs what is left, and the licences of what went in are gathered. */
import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ncc from "@vercel/ncc";
import { rolldown } from "rolldown";
import { licenceNotice, packagesOf } from "./licences.mjs";
import { yamlText } from "./yaml-text.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Our own files only define things: importing one of them just for its effects would be a mistake. Packages speak for themselves. */
const sideEffects = [{ test: /\/src\/(?!entry\/)/, sideEffects: false }];

/**
 * The parts that are read one after another, so that a run reads no more than it needs: `start` is enough to read the command line,
 * to help and to refuse, `ask` to read what `check` is asked, `policy` to read a policy, `gate` to judge by it. Each takes along what
 * it rests on, unless a part before it has that. What only some runs need (saved evidence, report readers) stays by itself. `cli.ts`
 * must stand outside of all: it waits for the others, so none of them may wait for it.
 */
const parts = ["entry/main", "entry/check", "policy-from-disk", "run"].map((file, index) => ({
  name: ["start", "ask", "policy", "gate"][index],
  test: new RegExp(`/src/${file}\\.ts$`),
  priority: 4 - index,
}));

/** Smaller, and still readable where it counts: the names of functions stay, so that `--debug` tells where an error arose. */
const minify = { compress: true, mangle: { toplevel: false, keepNames: true }, codegen: true };

/** A warning is a wrong import or a circle, and better no bundle than a doubtful one; that two ways lead to one file is neither. */
function onLog(level, log) {
  if (level === "warn" && log.code !== "INEFFECTIVE_DYNAMIC_IMPORT") throw new Error(log.message);
}

/** Shakes and splits the sources into `folder`, and says which modules went into which part. */
async function shake(entry, folder) {
  const build = await rolldown({
    input: { index: entry },
    cwd: root,
    platform: "node",
    plugins: [yamlText()],
    transform: { target: "node20" },
    treeshake: { moduleSideEffects: sideEffects },
    preserveEntrySignatures: false,
    onLog,
  });
  const { output } = await build.write({
    dir: folder,
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "[name].js",
    codeSplitting: { groups: parts },
    comments: { legal: false, annotation: true, jsdoc: false },
    minify,
  });
  await build.close();
  return output.filter((part) => part.type === "chunk");
}

/**
 * ncc numbers its parts by their paths from where it stands, so it must stand in the same place every time: in the folder that it packs.
 * Its own look at the surroundings makes newer Nodes warn, which is nothing that whoever builds could mend.
 */
async function pack(folder) {
  const before = process.cwd();
  process.chdir(folder);
  process.noDeprecation = true;
  try {
    return await ncc(join(folder, "cli/index.js"), { cache: false, quiet: true, minify: false, target: "es2022" });
  } finally {
    process.chdir(before);
  }
}

/** Writes the whole of `dist/` to `out`, which must not hold anything yet. */
export async function bundle({ out, entry = join(root, "src/entry/cli.ts") }) {
  const staging = await realpath(await mkdtemp(join(tmpdir(), "release-gate-build-")));
  try {
    await writeFile(join(staging, "package.json"), '{ "type": "module" }\n');
    const chunks = await shake(entry, join(staging, "cli"));
    const { code, assets } = await pack(staging);
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
