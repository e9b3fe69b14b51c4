/** Gathers the licence texts of the packages whose code ended up in a bundle: those, and no others. */
import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";

/** The folders of the packages that put at least one line into the chunks, sorted. */
export function packagesOf(chunks) {
  const folders = new Set();
  for (const chunk of chunks) {
    for (const [id, module] of Object.entries(chunk.modules)) {
      const path = id.replaceAll("\0", "");
      if (module.renderedLength > 0 && path.includes(`${sep}node_modules${sep}`)) folders.add(packageFolder(path));
    }
  }
  return [...folders].sort();
}

/** The nearest folder above that carries a named package: some packages have a nameless package.json further down. */
function packageFolder(path) {
  const parts = path.split(sep);
  const at = parts.lastIndexOf("node_modules");
  const depth = parts[at + 1].startsWith("@") ? 3 : 2;
  return parts.slice(0, at + depth).join(sep);
}

/**
 * Code that a package brings along inside its own files, under a licence that its own text does not name. The text stands in
 * `carried/`, since the package that it belongs to is not installed.
 */
const carried = { "rrule-temporal": [{ name: "temporal-polyfill", licence: "MIT" }] };

/** One text for all packages, in the order of their names. Throws where a package brings no licence text along. */
export async function licenceNotice(folders) {
  const entries = (await Promise.all(folders.map(describe))).flat();
  entries.sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : 0));
  const rule = "=".repeat(78);
  const opening =
    "Release Gate's bundles contain code of the packages below, unchanged but for packing, each under the licence printed with it.\n";
  return [
    opening,
    ...entries.map(
      ({ title, licence, source, text }) => `${rule}\n${title} (${licence})\nSource: ${source}\n${rule}\n\n${text}\n`,
    ),
  ].join("\n");
}

/** The package's own entry, and one for each piece of foreign code that it carries. Some licences ask to be told where the source is. */
async function describe(folder) {
  const about = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const files = (await readdir(folder)).filter((name) => /^(licen[cs]e|copying|notice)(?![a-z])/i.test(name)).sort();
  if (!files.some((name) => !/^notice/i.test(name))) {
    throw new Error(`${about.name}@${about.version} went into the bundle without a licence text in ${folder}.`);
  }
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
  const title = `${about.name} ${about.version}`;
  const source = `https://www.npmjs.com/package/${about.name}/v/${about.version}`;
  const inside = (carried[about.name] ?? []).map(async ({ name, licence }) => ({
    title: `${name}, carried by ${title}`,
    licence,
    source: `https://www.npmjs.com/package/${name}`,
    text: plain(await readFile(new URL(`carried/${name}.txt`, import.meta.url), "utf8")),
  }));
  const own = { title, licence: about.license ?? "see below", source, text: plain(texts.join("\n\n")) };
  return [own, ...(await Promise.all(inside))];
}

const plain = (text) => text.replaceAll("\r\n", "\n").trim();
