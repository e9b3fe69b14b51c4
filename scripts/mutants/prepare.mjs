/** Makes the mutants of some folders of the sources, and one bundle of them with the tests that must find them. */
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Instrumenter } from "@stryker-mutator/instrumenter";
import { rolldown } from "rolldown";
import { yamlText } from "../yaml-text.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));

/** What the tests of the core read; nothing of it is written to. */
const copied = ["src", "__tests__", "policies", "docs", "scripts", "README.md", "package.json"];

const isOurs = (path) => !path.endsWith("/node_modules");

const filesUnder = (path) =>
  statSync(path).isFile() ? [path] : readdirSync(path).flatMap((name) => filesUnder(join(path, name)));

const silent = new Proxy({}, { get: (_, name) => (String(name).startsWith("is") ? () => false : () => {}) });

/** Stand-ins for the test library, and for the property library everywhere but inside the stand-in itself. */
const standIns = {
  name: "stand-ins",
  resolveId(id, importer) {
    if (id === "vitest") return join(here, "stand-ins/vitest.mjs");
    const isAsked = id === "fast-check" && !importer.startsWith(here) && !importer.includes("node_modules");
    return isAsked ? join(here, "stand-ins/fast-check.mjs") : null;
  },
};

/** In a bundle a file no longer knows where it stood; tests that read what stands beside them ask. */
const ownFolder = {
  name: "own-folder",
  transform: (code, id) =>
    code.includes("import.meta.") && !id.includes("node_modules")
      ? code
          .replaceAll("import.meta.dirname", JSON.stringify(dirname(id)))
          .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(id).href))
      : null,
};

/** Tests run in the order of this file, each told whose it is. */
function entryOf(tests, folder) {
  const said = tests.flatMap((test) => [
    `startFile(${JSON.stringify(relative(folder, test))});`,
    `await import(${JSON.stringify(test)});`,
  ]);
  return ['import { startFile, suite } from "vitest";', ...said, "export { suite };"].join("\n");
}

/**
 * Writes `bundle/tests.js` into `folder` (which must be new) and gives the mutants as Stryker's instrumenter describes them: id, file,
 * location, mutator and replacement. A mutant is switched on by its id in `globalThis.__stryker__.activeMutant`.
 */
export async function prepare({ folder, mutated, tested }) {
  mkdirSync(folder, { recursive: true });
  for (const name of copied) cpSync(join(root, name), join(folder, name), { recursive: true, filter: isOurs });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const inFolder = (paths) => paths.flatMap((path) => filesUnder(join(folder, path)));
  const sources = inFolder(mutated).filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"));
  const given = sources.map((name) => ({ name, mutate: true, content: readFileSync(name, "utf8") }));
  const settings = { plugins: null, excludedMutations: [], ignorers: [], noHeader: false };
  const { files, mutants } = await new Instrumenter(silent).instrument(given, settings);
  for (const { name, content } of files) writeFileSync(name, content);
  const tests = inFolder(tested).filter((file) => file.endsWith(".test.ts"));
  const entry = join(folder, "tests.mjs");
  writeFileSync(entry, entryOf(tests, folder));
  const plugins = [standIns, ownFolder, yamlText()];
  const bundle = await rolldown({ input: { tests: entry }, platform: "node", cwd: folder, plugins });
  await bundle.write({ dir: join(folder, "bundle"), format: "esm" });
  return mutants.map((mutant) => ({ ...mutant, fileName: relative(folder, mutant.fileName) }));
}
