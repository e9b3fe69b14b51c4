/** Who owns 3,000 changed files by 10,000 lines of CODEOWNERS, beside an index written for just these shapes of lines. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { median, peakMemory } from "../measure.mjs";
import { numbers } from "../repository.mjs";

export const title = "CODEOWNERS";

/** Folders, names and endings, as large files of this kind have them. */
function story(rules, files) {
  const below = numbers(11);
  const folder = () => `src/area-${below(200)}/part-${below(50)}`;
  const owner = () => `@acme/team-${below(300)}`;
  const lines = Array.from({ length: rules }, (_, index) => {
    const kind = index % 4;
    if (kind === 0) return `/${folder()}/ ${owner()}`;
    if (kind === 1) return `/${folder()}/file-${below(40)}.ts ${owner()} ${owner()}`;
    if (kind === 2) return `name-${index}.ts ${owner()}`;
    return `*.kind-${index} ${owner()}`;
  });
  const paths = Array.from({ length: files }, () => {
    const kind = below(10);
    const name =
      kind === 0 ? `name-${below(rules)}.ts` : kind === 1 ? `a.kind-${below(rules)}` : `file-${below(40)}.ts`;
    return `${folder()}/deep/${name}`.replace(kind > 5 ? "/deep" : "", "");
  });
  return { text: `${lines.join("\n")}\n`, paths };
}

/** The least work known: one look each by ending, name and folder. It knows no other line than those above. */
function byHand({ text, paths }) {
  const [files, folders, names, endings] = [new Map(), new Map(), new Map(), new Map()];
  for (const [line, rule] of text.split("\n").entries()) {
    if (rule === "") continue;
    const [pattern, ...owners] = rule.split(" ");
    const found = { line: line + 1, owners };
    if (pattern.startsWith("*")) endings.set(pattern.slice(1), found);
    else if (!pattern.startsWith("/")) names.set(pattern, found);
    else if (pattern.endsWith("/")) folders.set(pattern.slice(1, -1), found);
    else files.set(pattern.slice(1), found);
  }
  return paths.map((path) => {
    let best = files.get(path);
    const take = (found) => {
      if (found !== undefined && (best === undefined || found.line > best.line)) best = found;
    };
    for (let at = path.indexOf("/"); at > 0; at = path.indexOf("/", at + 1)) take(folders.get(path.slice(0, at)));
    const name = path.slice(path.lastIndexOf("/") + 1);
    take(names.get(name));
    take(endings.get(name.slice(name.indexOf("."))));
    return best?.line ?? 0;
  });
}

async function built(folder) {
  const input = fileURLToPath(new URL("../../src/core/people/code-owners.ts", import.meta.url));
  const bundle = await rolldown({ input, platform: "node", logLevel: "silent" });
  const file = join(folder, "code-owners.mjs");
  await bundle.write({ file, format: "esm", codeSplitting: false });
  return file;
}

function timed(act) {
  const start = performance.now();
  return [act(), (performance.now() - start) / 1000];
}

export async function measure({ temporary, pairs }) {
  const file = await built(temporary);
  const { readCodeOwners } = await import(pathToFileURL(file).href);
  return [
    [1000, 300],
    [10_000, 3000],
  ].map(([rules, files]) => {
    const given = story(rules, files);
    const ours = () => {
      const book = readCodeOwners(given.text, "github");
      return given.paths.map((path) => book.ownersOf(path)[0]?.line ?? 0);
    };
    const ratios = [];
    for (let pair = -5; pair < pairs * 3; pair++) {
      const [own, ownTime] = timed(ours);
      const [hand, handTime] = timed(() => byHand(given));
      if (own.join() !== hand.join()) throw new Error("The two find different owners.");
      if (pair >= 0) ratios.push(ownTime / handTime);
    }
    const input = join(temporary, `owners-${rules}.json`);
    writeFileSync(input, JSON.stringify(given));
    const program = `import(${JSON.stringify(pathToFileURL(file).href)}).then(({ readCodeOwners }) => {
      const { text, paths } = JSON.parse(require("fs").readFileSync(${JSON.stringify(input)}));
      const book = readCodeOwners(text, "github"); for (const path of paths) book.ownersOf(path); })`;
    return {
      what: `${rules.toLocaleString("en")} lines x ${files.toLocaleString("en")} files`,
      takes: median(ratios),
      against: "an index written by hand",
      memory: peakMemory({ args: ["-e", program] }),
      others:
        rules === 1000
          ? "minimatch 47 x, picomatch 120 x, ignore 207 x, codeowners 217 x"
          : "minimatch 305 x, picomatch 1,128 x, codeowners 2,770 x and 3.7 GB",
    };
  });
}
