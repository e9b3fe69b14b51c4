import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { readCoverage } from "../../../src/platforms/checkout/coverage.ts";
import { readJunit } from "../../../src/platforms/checkout/junit.ts";

const stream = (text: string | Buffer, size = 7): Readable => {
  const bytes = Buffer.from(text);
  return Readable.from(
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size)),
  );
};
const junit = (text: string | Buffer) => readJunit(stream(text));
const coverage = (text: string) => readCoverage(stream(text));

describe("a JUnit report", () => {
  it("is counted once from its cases, however suites are nested and whatever they claim", async () => {
    const report = await junit(`<?xml version="1.0"?>
      <testsuites tests="99"><testsuite name="a" tests="50" failures="1">
        <testsuite name="b"><testcase classname="C" name="one"/><testcase name="two"><skipped/></testcase></testsuite>
        <testcase classname="C" name="three"><failure message="&lt;no&gt;">x</failure><system-out><![CDATA[<testcase/>]]></system-out></testcase>
        <testcase name="four"><error/><failure/></testcase>
      </testsuite></testsuites>`);
    expect(report).toEqual({ tests: 4, failures: 1, errors: 1, skipped: 1, failed: ["C.three", "four"] });
  });

  it("counts what a suite admits beyond its cases, and what is wrong with the suite itself", async () => {
    expect(await junit('<testsuite name="s" failures="2"><testcase name="a"/></testsuite>')).toMatchObject({
      tests: 1,
      errors: 2,
    });
    expect(await junit('<testsuites errors="1"><testsuite name="s" errors="1"/></testsuites>')).toMatchObject({
      errors: 1,
    });
    expect(await junit('<testsuite name="s"><error message="setup"/></testsuite>')).toMatchObject({
      tests: 0,
      errors: 1,
    });
  });

  it("may be empty of tests, which it says", async () => {
    expect(await junit("<testsuites/>")).toEqual({ tests: 0, failures: 0, errors: 0, skipped: 0, failed: [] });
  });

  it("names ten failed cases at most", async () => {
    const cases = Array.from({ length: 30 }, (_, n) => `<testcase name="n${n}"><failure/></testcase>`).join("");
    const report = await junit(`<testsuite>${cases}</testsuite>`);
    expect(report).toMatchObject({ tests: 30, failures: 30 });
    expect(report.failed).toHaveLength(10);
  });

  it("may have attributes longer than a library's habit", async () => {
    const message = "x".repeat(200_000);
    expect(
      await readJunit(
        stream(`<testsuite><testcase name="a"><failure message="${message}"/></testcase></testsuite>`, 65536),
      ),
    ).toMatchObject({ failures: 1 });
  });

  it("is read in its declared encoding", async () => {
    const latin = Buffer.from(
      '<?xml version="1.0" encoding="ISO-8859-1"?><testsuite><testcase name="\xe9"><failure/></testcase></testsuite>',
      "latin1",
    );
    expect((await readJunit(stream(latin, 4096))).failed).toEqual(["é"]);
    await expect(junit(Buffer.from('<testsuite name="\xe9"/>', "latin1"))).rejects.toThrow("no text in its encoding");
  });

  it.each([
    ["cut off", '<testsuite><testcase name="a"/>', "Unclosed root tag"],
    ["empty", "", "is empty"],
    ["of spaces", "  \n", "is empty"],
    ["another XML", "<html><testcase/></html>", "its root is <html>"],
    ["no XML", "all tests passed", "no well-formed XML"],
    [
      "an entity bomb",
      '<!DOCTYPE t [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><testsuite name="&b;"/>',
      "declares entities",
    ],
    [
      "an external entity",
      '<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]><testsuite>&x;</testsuite>',
      "declares entities",
    ],
    ["an unknown entity", "<testsuite>&x;</testsuite>", "no well-formed XML"],
    ["two roots", "<testsuite/><testsuite/>", "second root"],
    ["nested too deeply", "<testsuite>".repeat(300), "nested more than"],
  ])("is refused when it is %s", async (_, text, because) => {
    await expect(junit(text)).rejects.toThrow(because);
  });
});

describe("a coverage report", () => {
  it("in lcov counts each line once, though several records name it", async () => {
    const text =
      "TN:\nSF:a.ts\nFN:1,f\nDA:1,1\nDA:2,0\nLF:2\nLH:1\nend_of_record\nSF:a.ts\nDA:2,3,abc\nDA:3,0\nend_of_record\nSF:b.ts\nLF:10\nLH:4\nend_of_record\n";
    expect(await coverage(text)).toEqual({ format: "lcov", linesCovered: 6, linesTotal: 13 });
  });

  it("in Cobertura counts the lines of classes, not of methods again", async () => {
    const text = `<?xml version="1.0"?><!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
      <coverage line-rate="0.1" lines-covered="1" lines-valid="900"><packages><package><classes>
      <class filename="a.py"><methods><method><lines><line number="1" hits="1"/></lines></method></methods>
      <lines><line number="1" hits="1"/><line number="2" hits="0"/></lines></class>
      <class filename="a.py"><lines><line number="2" hits="5"/></lines></class></classes></package></packages></coverage>`;
    expect(await coverage(text)).toEqual({ format: "cobertura", linesCovered: 2, linesTotal: 2 });
  });

  it("in Cobertura without lines is taken by its sums", async () => {
    expect(await coverage('<coverage lines-covered="3" lines-valid="4"/>')).toMatchObject({
      linesCovered: 3,
      linesTotal: 4,
    });
  });

  it.each([
    ["empty", "", "is empty"],
    ["cut off", "SF:a.ts\nDA:1,1\n", "is cut off"],
    ["without lines", "SF:a.ts\nend_of_record\n", "counts no line"],
    ["of numbers that are none", "SF:a.ts\nDA:1,many\nend_of_record\n", "cannot be read"],
    ["of something else", "hello\n", "neither lcov nor Cobertura"],
    ["JaCoCo", "<report><package/></report>", "neither lcov nor Cobertura"],
    ["a bomb", '<!DOCTYPE coverage [<!ENTITY a "a">]><coverage/>', "declares entities"],
    ["more than whole", '<coverage lines-covered="5" lines-valid="4"/>', "counts no line"],
  ])("is refused when it is %s", async (_, text, because) => {
    await expect(coverage(text)).rejects.toThrow(because);
  });
});
