/** The bill of materials of the bundles, as CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/): the packages whose code is in them, and no others. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Without a moment and a random number in it, so that the same sources give the same bytes. `folders`: those of the packages. */
export async function billOfMaterials(root, folders) {
  const { name, version, license } = await about(root);
  const components = await Promise.all(folders.map(async (folder) => component("library", await about(folder))));
  components.sort((a, b) => (a.purl < b.purl ? -1 : 1));
  const bill = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: component("application", { name, version, license }) },
    components,
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

const about = async (folder) => JSON.parse(await readFile(join(folder, "package.json"), "utf8"));

function component(type, { name, version, license }) {
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  const known = license === undefined ? {} : { licenses: [{ expression: license }] };
  return { type, "bom-ref": purl, name, version, purl, ...known };
}
