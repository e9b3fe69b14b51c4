/** Tests that need nothing but npm: `npm test`. The report in `reports/` is what the gate itself finds when it judges this repository. */
import { defineConfig } from "vitest/config";
import { yamlText } from "./scripts/yaml-text.mjs";

export default defineConfig({
  plugins: [yamlText()],
  test: {
    include: ["__tests__/**/*.test.ts"],
    exclude: ["__tests__/e2e/**"],
    testTimeout: 30_000,
    reporters: ["default", ["junit", { outputFile: "reports/junit.xml" }]],
  },
});
