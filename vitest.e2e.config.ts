/** Tests of the built bundle as a process of its own: `npm run test:e2e`. They need a fresh `dist/`, and some need Debian packages. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["__tests__/e2e/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ["default", ["junit", { outputFile: "reports/junit-e2e.xml" }]],
  },
});
