/**
 * What the tests of the core take from vitest, told to one process that runs them again and again: a mutant then costs the time of the
 * tests that find it, where a test runner would begin anew for each. What is expected is still said in vitest's own words.
 */
import { chai, JestAsymmetricMatchers, JestChaiExpect, JestExtend } from "@vitest/expect";

for (const words of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(words);
export const { expect } = chai;

/** All tests that were told, in order; `startFile` says whose they are. */
export const suite = { tests: [], file: "", preparations: [], around: [] };

export function startFile(file) {
  suite.file = file;
  suite.preparations = [];
}

export function describe(name, body) {
  suite.around.push({ name, preparations: [] });
  body();
  suite.around.pop();
}

function test(name, first, second) {
  const body = typeof first === "function" ? first : second;
  const preparations = [...suite.preparations, ...suite.around.flatMap((each) => each.preparations)];
  const names = [...suite.around.map((each) => each.name), name];
  suite.tests.push({ id: suite.tests.length, file: suite.file, name: names.join(" > "), body, preparations });
}

/** As vitest reads a table: a row that is a list is spread, anything else is the one argument. */
const forEachRow = (tell) => (rows) => (name, first, second) => {
  const body = typeof first === "function" ? first : second;
  rows.forEach((row, index) => {
    tell(`${name} #${index}`, () => body(...(Array.isArray(row) ? row : [row])));
  });
};
describe.each = forEachRow(describe);
test.each = forEachRow(test);

export { test, test as it };

export function beforeAll(body) {
  let begun;
  const once = () => {
    begun ??= Promise.resolve(body());
    return begun;
  };
  (suite.around.at(-1)?.preparations ?? suite.preparations).push(once);
}

/** The process ends with everything it made, so nothing is cleaned up between mutants. */
export function afterAll() {}
