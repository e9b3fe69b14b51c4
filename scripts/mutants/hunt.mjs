/** Which mutants the tests find. */
import { startTests } from "./processes.mjs";

/** One look at all tests without a mutant: their times, and which mutant is passed by which. A test that fails already is left out. */
async function lookAt(folder) {
  const tests = await startTests(folder);
  const seen = await tests.ask({}, 900_000);
  tests.end();
  if (seen === null || seen.broken !== null) throw new Error(`The tests do not run: ${seen?.broken ?? "no answer"}`);
  return seen;
}

/** For each mutant the tests that pass it by, quickest first and the room's own before others; all of them where it acts while loading. */
function ordersFor(mutants, { tests, coverage }, isOwn) {
  const usable = new Map(tests.filter(({ failure }) => failure === null).map((test) => [test.id, test]));
  const cost = ({ file, ms }) => (isOwn(file) ? ms : ms + 1e6);
  const inOrder = (ids) => ids.filter((id) => usable.has(id)).sort((a, b) => cost(usable.get(a)) - cost(usable.get(b)));
  const passing = Map.groupBy(
    Object.entries(coverage.perTest).flatMap(([test, ids]) =>
      Object.keys(ids).map((id) => ({ id, test: Number(test) })),
    ),
    ({ id }) => id,
  );
  return mutants.map(({ id }) => {
    const isAtLoading = coverage.static[id] !== undefined;
    const ids = isAtLoading ? [...usable.keys()] : (passing.get(id) ?? []).map(({ test }) => test);
    return { mutant: id, isAtLoading, tests: inOrder(ids) };
  });
}

/** Takes orders one by one until none is left; a process that hangs has found its mutant, and is replaced. */
async function lane(folder, orders, told) {
  let process = null;
  for (let order = orders.shift(); order !== undefined; order = orders.shift()) {
    const { mutant, isAtLoading, tests } = order;
    if (tests.length === 0) {
      told(mutant, { found: null, isUntested: true });
      continue;
    }
    if (isAtLoading) process?.end();
    if (isAtLoading || process === null) process = await startTests(folder, isAtLoading ? mutant : undefined);
    const answer = process.isReady ? await process.ask({ mutant, tests }) : null;
    told(mutant, answer ?? { found: "it does not end" });
    if (isAtLoading || answer === null) {
      process.end();
      process = null;
    }
  }
  process?.end();
}

/** mutant id -> `{ found }`: the name of the test that found it, or null. `told` hears of each as it comes. */
export async function hunt({ folder, mutants, isOwn, lanes, told = () => {} }) {
  const seen = await lookAt(folder);
  const orders = ordersFor(mutants, seen, isOwn);
  const results = new Map();
  const keep = (mutant, answer) => {
    results.set(mutant, answer);
    told(results.size);
  };
  await Promise.all(Array.from({ length: lanes }, () => lane(folder, orders, keep)));
  return { tests: seen.tests, results };
}
