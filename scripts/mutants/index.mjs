/**
 * `npm run mutants -- ROOM... [--sample N] [--lanes N]`: changes the rooms of `src/core` in thousands of small ways, each by itself, and
 * says which changes no test finds. Without a room: decision, approvals, checks and calendar. The mutants are Stryker's; they are run in
 * processes that have loaded the tests once. What was not found stands in `reports/mutants.txt`, one line each.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { hunt } from "./hunt.mjs";
import { prepare } from "./prepare.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: "string" }, lanes: { type: "string" } },
});
const rooms = positionals.length > 0 ? positionals : ["decision", "approvals", "checks", "calendar"];
const lanes = Number(values.lanes ?? Math.max(1, availableParallelism() - 1));

/** Tests that only call functions, so that they can run again and again in one process. */
const tested = [
  "__tests__/core",
  "__tests__/properties",
  "__tests__/scenarios/approvals",
  "__tests__/scenarios/scenarios.test.ts",
  "__tests__/commands/windows.test.ts",
];

/** The same mutants each time, and spread over all files: ordered by a hash of their number. */
function sampled(mutants, size) {
  const hash = (text) => [...text].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 16_777_619) >>> 0, 7);
  return mutants.toSorted((a, b) => hash(a.id) - hash(b.id)).slice(0, size);
}

const share = (found, all) => `${found} of ${all} found, ${((100 * found) / all).toFixed(1)} %`;

async function inRoom(room) {
  const folder = mkdtempSync(join(tmpdir(), "release-gate-mutants-"));
  const all = await prepare({ folder: join(folder, "copy"), mutated: [`src/core/${room}`], tested });
  const mutants = values.sample === undefined ? all : sampled(all, Number(values.sample));
  const { tests, results } = await hunt({
    folder: join(folder, "copy"),
    mutants,
    isOwn: (file) => file.startsWith(`__tests__/core/${room}/`),
    lanes,
    told: (done) => done % 250 === 0 && console.log(`  ${room}: ${done} of ${mutants.length}`),
  });
  rmSync(folder, { recursive: true, force: true });
  for (const { file, name, failure } of tests.filter((test) => test.failure !== null)) {
    console.log(`  left out, it fails without a mutant: ${file} ${name}: ${failure}`);
  }
  const lost = mutants.filter(({ id }) => results.get(id).found === null);
  console.log(`${room}: ${share(mutants.length - lost.length, mutants.length)} (${all.length} mutants in all)`);
  return lost.map(({ id, fileName, location: { start }, mutatorName, replacement }) => {
    const state = results.get(id).isUntested ? "no test passes by" : "not found";
    return `${fileName}:${start.line + 1}:${start.column + 1} ${state}: ${mutatorName}: ${replacement.replaceAll(/\s+/g, " ").slice(0, 160)}`;
  });
}

const lost = [];
for (const room of rooms) lost.push(...(await inRoom(room)));
mkdirSync(join(root, "reports"), { recursive: true });
writeFileSync(join(root, "reports/mutants.txt"), `${lost.join("\n")}\n`);
