/** Makes the bundles, one for the command line and one for the GitHub Action: rolldown shakes and splits the sources, ncc packs what is left, and the licences and the bill of what went in are written. */
import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ncc from "@vercel/ncc";
import { rolldown } from "rolldown";
import { licenceNotice, packagesOf } from "./licences.mjs";
import { billOfMaterials } from "./sbom.mjs";
import { yamlText } from "./yaml-text.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Our own files only define things: importing one of them just for its effects would be a mistake. Packages speak for themselves. */
const sideEffects = [{ test: /\/src\/(?!entry\/)/, sideEffects: false }];

/**
 * Each way in is a bundle of its own, made of parts that are read one after another, so that a run reads no more than it needs: on the
 * command line `start` is enough to help and to refuse, `ask` to read what `check` is asked, `policy` to read a policy, `gate` to judge
 * by it. Each takes along what it rests on, unless a part before it has that. What only some runs need (saved evidence, report readers)
 * stays by itself. The file of the process must stand outside of all: it waits for the others, so none of them may wait for it.
 */
const faces = [
  {
    name: "cli",
    parts: {
      start: "entry/main",
      ask: "entry/check",
      policy: "policy-from-disk",
      gate: "run",
      github: "platforms/github/index",
      gitlab: "platforms/gitlab/index",
    },
    without: [],
    isProgram: true,
  },
  {
    name: "action",
    parts: { start: "entry/action/main", policy: "policy-from-disk", gate: "run", github: "platforms/github/index" },
    without: ["gitlab"],
    isProgram: false,
  },
];

/** The action asks GitHub alone, so it carries no other platform along: one that is asked all the same says so. */
const leaveOut = (platforms) => ({
  name: "leave-out-platforms",
  load(id) {
    const left = platforms.find((platform) => id.endsWith(`/src/platforms/${platform}/index.ts`));
    if (left === undefined) return null;
    const words = JSON.stringify(`The platform ${left} is no part of this bundle.`);
    return {
      code: `export const ${left} = { id: "${left}", open: async () => { throw new Error(${words}); } };`,
      moduleType: "js",
    };
  },
});

const groupsOf = (parts) =>
  Object.entries(parts).map(([name, file], index, all) => ({
    name,
    test: new RegExp(`/src/${file}\\.ts$`),
    priority: all.length - index,
  }));

/** Smaller, and still readable where it counts: the names of functions stay, so that `--debug` tells where an error arose. */
const minify = { compress: true, mangle: { toplevel: false, keepNames: true }, codegen: true };

/** A warning is a wrong import or a circle, and better no bundle than a doubtful one; that two ways lead to one file is neither. */
function onLog(level, log) {
  if (level === "warn" && log.code !== "INEFFECTIVE_DYNAMIC_IMPORT") throw new Error(log.message);
}

/** Shakes and splits the sources into `folder`, and says which modules went into which part. */
async function shake({ name, parts, without }, folder) {
  const build = await rolldown({
    input: { index: join(root, `src/entry/${name}.ts`) },
    cwd: root,
    platform: "node",
    plugins: [yamlText(), leaveOut(without)],
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
    codeSplitting: { groups: groupsOf(parts) },
    comments: { legal: false, annotation: true, jsdoc: false },
    minify,
  });
  await build.close();
  return output.filter((part) => part.type === "chunk");
}

/**
 * ncc numbers its parts by their paths, and by its own, from where it stands: so it must stand in the folder that it packs, and that
 * folder inside the project, from where the way to ncc is the same wherever the project lies.
 * Its own look at the surroundings makes newer Nodes warn, which is nothing that whoever builds could mend.
 */
async function pack(folder, name) {
  const before = process.cwd();
  process.chdir(folder);
  process.noDeprecation = true;
  try {
    return await ncc(join(folder, name, "index.js"), { cache: false, quiet: true, minify: false, target: "es2022" });
  } finally {
    process.chdir(before);
  }
}

async function bundleFace(face, staging, out) {
  const chunks = await shake(face, join(staging, face.name));
  const { code, assets } = await pack(staging, face.name);
  const folder = join(out, face.name);
  await mkdir(folder, { recursive: true });
  const body = code.replace(/^#!.*\n/, "");
  await writeFile(join(folder, "index.js"), face.isProgram ? `#!/usr/bin/env node\n${body}` : body);
  if (face.isProgram) await chmod(join(folder, "index.js"), 0o755);
  for (const [name, asset] of Object.entries(assets))
    if (name !== "package.json") await writeFile(join(folder, name), asset.source);
  return chunks;
}

/** Writes the whole of `dist/` to `out`, which must not hold anything yet. */
export async function bundle({ out }) {
  const beside = join(root, "build");
  await mkdir(beside, { recursive: true });
  const staging = await realpath(await mkdtemp(join(beside, "pack-")));
  try {
    await writeFile(join(staging, "package.json"), '{ "type": "module" }\n');
    const chunks = [];
    for (const face of faces) chunks.push(...(await bundleFace(face, staging, out)));
    await writeFile(join(out, "package.json"), '{ "type": "module" }\n');
    const packages = packagesOf(chunks);
    await writeFile(join(out, "licenses.txt"), await licenceNotice(packages));
    await writeFile(join(out, "sbom.cdx.json"), await billOfMaterials(root, packages));
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
