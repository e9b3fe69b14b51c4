/** `npm run build`: writes `dist/` anew. */
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.mjs";

const dist = join(dirname(dirname(fileURLToPath(import.meta.url))), "dist");

await rm(dist, { recursive: true, force: true });
await mkdir(dist);
await bundle({ out: dist });
