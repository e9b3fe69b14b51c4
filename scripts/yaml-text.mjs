/** A bundler plugin (rolldown and vite alike): importing a .yml file gives its text, so that the built-in policies travel inside the bundle. */
import { readFile } from "node:fs/promises";

export const yamlText = () => ({
  name: "yaml-text",
  enforce: "pre",
  async load(id) {
    if (!id.endsWith(".yml")) return null;
    return { code: `export default ${JSON.stringify(await readFile(id, "utf8"))};`, moduleType: "js" };
  },
});
