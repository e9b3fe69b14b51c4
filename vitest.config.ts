import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["__tests__/**/*.test.ts"],
    exclude: ["__tests__/e2e/**"],
    reporters: ["default"],
    testTimeout: 30_000,
  },
});
