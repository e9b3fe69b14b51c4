/** One process that has loaded the tests, and runs those it is told to, with one mutant switched on. */
import { join } from "node:path";

const [, , folder, activeMutant] = process.argv;
process.chdir(folder);

/** What Stryker's instrumented code looks at. A mutant that never ends is ended when one place was passed too often. */
const switches = { activeMutant };
globalThis.__stryker__ = switches;
const mostPasses = 3_000_000;

let broken = null;
const { suite } = await import(join(folder, "bundle/tests.js")).catch((error) => {
  broken = `it cannot be loaded: ${error.message}`;
  return { suite: { tests: [] } };
});

/** Runs one test; null when it passes, else what it says. */
async function failureOf({ preparations, body }) {
  try {
    for (const prepare of preparations) await prepare();
    await body();
    return null;
  } catch (error) {
    return String(error?.message ?? error).slice(0, 300);
  }
}

/** Every test once, without a mutant: how long it takes, and which mutants it passes by. */
async function lookAtAll() {
  const tests = [];
  for (const test of suite.tests) {
    switches.currentTestId = String(test.id);
    const start = performance.now();
    const failure = await failureOf(test);
    tests.push({ id: test.id, file: test.file, name: test.name, ms: performance.now() - start, failure });
  }
  delete switches.currentTestId;
  return { broken, tests, coverage: switches.mutantCoverage };
}

async function hunt({ mutant, tests }) {
  if (broken !== null) return { found: broken };
  switches.activeMutant = mutant;
  Object.assign(switches, { hitLimit: mostPasses });
  for (const id of tests) {
    switches.hitCount = 0;
    const failure = await failureOf(suite.tests[id]);
    if (failure !== null) return { found: suite.tests[id].name };
    process.send({ isStillAtIt: true });
  }
  return { found: null };
}

const answerTo = (order) => (order.mutant === undefined ? lookAtAll() : hunt(order));
process.on("message", (order) => {
  void answerTo(order).then((answer) => process.send(answer));
});
process.send({ isReady: true });
