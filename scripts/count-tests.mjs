/** Adds up what the test runner itself wrote into its JUnit reports, and says it in one line: `N passed, N failed`. */
import { readFile } from "node:fs/promises";

const [, , ...reports] = process.argv;
const counts = { tests: 0, failures: 0, errors: 0, skipped: 0 };

for (const report of reports) {
  const text = await readFile(report, "utf8").catch(() => "");
  // Per suite: the totals at the root leave out what was skipped.
  for (const [suite] of text.matchAll(/<testsuite\s[^>]*>/g)) {
    for (const name of Object.keys(counts)) {
      counts[name] += Number(new RegExp(`\\s${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
    }
  }
}

const failed = counts.failures + counts.errors;
const passed = counts.tests - failed - counts.skipped;
if (counts.skipped > 0) console.log(`${counts.skipped} skipped, for want of what this machine does not have`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
