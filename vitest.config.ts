/** Tests that need nothing but npm: `npm test`. The report in `reports/` is what the gate itself finds when it judges this repository. */
import { defineConfig } from "vitest/config";
import { yamlText } from "./scripts/yaml-text.mjs";

/** These only call functions and leave nothing behind, so their files may share a worker: most of their time was loading the same modules. */
const pure = ["core", "properties", "reporters"].map((room) => `__tests__/${room}/**/*.test.ts`);
const all = ["__tests__/**/*.test.ts"];
const elsewhere = ["__tests__/e2e/**"];

export default defineConfig({
  plugins: [yamlText()],
  test: {
    testTimeout: 30_000,
    reporters: ["default", ["junit", { outputFile: "reports/junit.xml" }]],
    projects: [
      { extends: true, test: { name: "pure", include: pure, isolate: false } },
      { extends: true, test: { name: "others", include: all, exclude: [...elsewhere, ...pure] } },
    ],
  },
});
