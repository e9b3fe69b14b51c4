/** A hundred megabytes of test reports, beside reading the file; the count must be right. */
import { closeSync, mkdirSync, openSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { checkOf, compare, nothing, peakMemory } from "../measure.mjs";
import { makeCheckout } from "../repository.mjs";

export const title = "JUnit XML";

const casesPerSuite = 1000;

/** What the gate must say: every hundredth case failed. */
const failuresOf = (suites) => {
  const failed = (suites * casesPerSuite) / 100;
  return new RegExp(`(?:${failed}|${failed.toLocaleString("en")})\\s+tests\\s+failed`);
};

/** Writes so many cases, every hundredth a failure. */
function writeReport(file, suites) {
  const out = openSync(file, "w");
  writeSync(out, '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n');
  for (let suite = 0; suite < suites; suite++) {
    const cases = Array.from({ length: casesPerSuite }, (_, index) => {
      const attributes = `name="case ${index} of suite ${suite}" classname="org.example.Suite${suite}" time="0.00${index % 10}"`;
      return index % 100 === 0
        ? `<testcase ${attributes}><failure message="expected ${index}">at line ${index}</failure></testcase>`
        : `<testcase ${attributes}/>`;
    });
    writeSync(out, `<testsuite name="suite ${suite}" tests="${casesPerSuite}">\n${cases.join("\n")}\n</testsuite>\n`);
  }
  writeSync(out, "</testsuites>\n");
  closeSync(out);
}

export async function measure({ dist, temporary, few, least }) {
  const folder = join(temporary, "junit");
  makeCheckout(folder);
  mkdirSync(join(folder, "reports"));
  const rows = [];
  for (const suites of [100, 1000]) {
    const name = `reports/${suites}.xml`;
    const file = join(folder, name);
    writeReport(file, suites);
    const tests = (suites * casesPerSuite).toLocaleString("en");
    const run = { ...checkOf(dist, folder, `--junit=${name}`), says: failuresOf(suites) };
    const read = {
      command: process.execPath,
      args: ["-e", `require("fs").createReadStream(${JSON.stringify(file)}).on("data", () => {})`],
    };
    const megabytes = (statSync(file).size / 1e6).toFixed(0);
    const what = `\`check\`, ${megabytes} MB, ${tests} cases`;
    rows.push({ what, takes: compare(run, read, few).ratio, against: "reading the file", memory: peakMemory(run, 1) });
    rows.push({
      what,
      takes: compare(run, nothing, few).ratio,
      against: "`node -e 0`",
      others:
        suites === 100
          ? "action-junit-report: 36 x, 343 MB; test-reporter: no verdict"
          : `action-junit-report: 273 x, 1,600 MB; least known, bytes only: 24 x, ${(least * 1.5).toFixed(0)} MB`,
    });
  }
  return rows;
}
