/** Patterns and long texts of others are read in a time that grows with their length, never with a power of it. */
import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { deploysTo } from "../../src/core/evidence/gitlab-pipeline.ts";
import { compileGlobs, compileNameGlob } from "../../src/core/evidence/globs.ts";
import { parsePolicy } from "../../src/core/policy/parse.ts";
import { readSource } from "../../src/core/policy/read-source.ts";
import { customerImpactFloor } from "../../src/core/risk/customer-impact.ts";
import { parseIdentity } from "../../src/platforms/checkout/identity.ts";
import { coAuthorsOf, titleOf, trailersOf } from "../../src/platforms/checkout/message.ts";
import { parseReleaseTag } from "../../src/platforms/checkout/release-tag.ts";
import { decisionsIn, isIdle } from "../../src/platforms/checkout/traits/code-lines.ts";
import { Reverts } from "../../src/platforms/checkout/traits/reverts.ts";
import { normalized, saysRevert } from "../../src/platforms/checkout/traits/title-classes.ts";
import { matchesRef } from "../../src/platforms/github/ref-pattern.ts";
import { markdownText, plainJson, plainLine, plainLines } from "../../src/reporters/escape.ts";
import { runsOf } from "./runs.ts";

const long = 100_000;
const of = (text: string, length = long): string => text.repeat(Math.ceil(length / text.length));
/** Milliseconds of computing: something quadratic would take half a minute and more, what is linear takes a moment. */
const longest = 3000;

/** Texts that make a regular expression try every split, or every beginning. */
const floods: readonly string[] = [
  of(" "),
  `${of("\n")}x`,
  `x${of(" ")}x`,
  `x${of("\n")}x${of("\n")}x`,
  `x${of("\t")}\u2028x`,
  of("/"),
  `${of("/")}x`,
  of("<"),
  of("<a"),
  of("["),
  of("[\n"),
  of("(#1) ("),
  of("a b "),
  of("@"),
  of("T"),
  of("#"),
  `# ${of(" ")}\u2028x`,
  of("${{"),
  of("revert "),
  `revert${of(" ")}x\n`,
  `revert: ${of(" ")}\u2028x\n`,
  `Reverts ${of("a/")}\n`,
  `A:${of(" ")}\rx`,
  of("&amp;"),
  of("::"),
  of(":a"),
  of("##["),
  of("\u001b["),
  of("did you mean "),
];

function within<T>(work: () => T): T {
  const began = process.cpuUsage();
  const done = work();
  const { user, system } = process.cpuUsage(began);
  expect((user + system) / 1000).toBeLessThan(longest);
  return done;
}

const commit = { sha: "a".repeat(40), parents: [], author: "ada", at: 0 };
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  "titles and trailers of messages": (text) => [
    titleOf(text),
    trailersOf(`Title\n\n${text}`),
    trailersOf(`Title\n\nA: ${text}`),
    coAuthorsOf(text),
    coAuthorsOf(`Co-authored-by:${text}`),
  ],
  "names and addresses": parseIdentity,
  "names of tags": (text) => [parseReleaseTag(text), parseReleaseTag(`v1.0.0${text}`)],
  "lines of code": (text) => text.split("\n").map((line) => [isIdle(line), decisionsIn(line)]),
  "titles of changes": (text) => [normalized(text), saysRevert(text)],
  reverts: (text) =>
    new Reverts(1e9).add(
      { commit: { ...commit, title: text, body: text }, inner: [], isWhole: true } as never,
      { title: text, request: null } as never,
      1,
    ),
  "the declared impact": (text) =>
    customerImpactFloor({ part: "impact", levels: { high: "high" } } as never, {
      status: "observed",
      value: { kind: "markdown", text: `# Impact\n${text}\n${text}` } as never,
      source: "",
      collectedAt: "",
    }),
  "text that is shown": (text) => [
    plainLine(text),
    plainLines(text),
    markdownText(text),
    plainJson(JSON.stringify(text)),
  ],
  // Reading YAML takes longer than what is looked for.
  policies: (whole) => {
    const text = whole.slice(0, 20_000);
    const value = JSON.stringify(text);
    const rest = `calendars: { c: { time-zone: ${value}, freezes: [{ from: ${value}, ${value}: 1 }] } }
environments: { p: { checks: { tests: { required: [${value}] }, ${value}: {} } } }`;
    for (const policy of [`version: ${value}\n${rest}`, `version: 1\nextends: ${value}\n${rest}`])
      try {
        parsePolicy([readSource("p.yml", new TextEncoder().encode(policy))], []);
      } catch (error) {
        expect((error as Error).name).toBe("PolicyError");
      }
  },
};

describe.each(Object.entries(readers))("%s", (_name, read) => {
  it("are read in time, whatever they are", () => {
    for (const flood of floods) within(() => read(flood));
  }, 60_000);
});

describe("a tag of stacked suffixes", () => {
  it("is read in time", () => {
    for (const tag of [`v1.0${of("p1", 180)}!`, `v1.0+${of("p1", 180)}!`, `v1.0${of("-final", 180)}!`, of("1.", 199)])
      within(() => parseReleaseTag(tag));
  });
  it("is a release, with build data too, and none with an unknown word", () => {
    const isEarly = (tag: string) => parseReleaseTag(tag)?.isPreRelease;
    expect(["v1.0-final+build.7", "v1.0.GA", "v1.0-p1-patch2+a+b"].map(isEarly)).toEqual([false, false, false]);
    expect(["v1.0-rc1", "v1.0-final!", "v1.0-final+build!"].map(isEarly)).toEqual([true, true, true]);
  });
});

test("globs of a policy are matched in time", () => {
  const pattern = of("*a", 250);
  const name = of("a", 4096);
  within(() => compileGlobs([`${pattern}b`])(name));
  within(() => compileGlobs([`${of("**/*a/", 240)}b`])(of("a/", 4096)));
  within(() => compileNameGlob(`${pattern}b`)(name));
  within(() => expect(() => compileGlobs([of("{a,b}", 250)])).toThrow(/alternatives/));
  within(() => expect(() => compileGlobs([of("{", 250)])).toThrow());
});

describe("patterns over refs", () => {
  /** The same by a regular expression, which is right and can take forever. */
  const byExpression = (pattern: string, ref: string): boolean =>
    new RegExp(
      `^${pattern.replaceAll(/\*\*\/|\*+|\?|[.+]/g, (part) => {
        if (part === "**/") return "(?:.*/)?";
        if (part === "*") return "[^/]*";
        if (part === "?") return "[^/]";
        return part.startsWith("*") ? ".*" : `\\${part}`;
      })}$`,
    ).test(ref);
  const pieces = (...from: readonly string[]) =>
    fc.array(fc.constantFrom(...from), { maxLength: 7 }).map((parts) => parts.join(""));

  it("match what a regular expression would", () => {
    fc.assert(
      fc.property(
        pieces("a", "b", "/", "*", "**", "**/", "?", ".", "v"),
        pieces("a", "b", "/", "v", "."),
        (pattern, ref) => {
          fc.pre(pattern !== "");
          expect(matchesRef(pattern, ref)).toBe(byExpression(pattern, ref));
        },
      ),
      runsOf(500),
    );
  });
  it("are matched in time", () => {
    within(() => expect(matchesRef(`${of("*a", 200)}b`, of("a", 2000))).toBe(false));
    within(() => expect(matchesRef(`${of("**/", 300)}b`, of("a/", 2000))).toBe(false));
  });
});

describe("environments with variables in their names", () => {
  const byExpression = (environment: string, name: string): boolean =>
    new RegExp(
      `^${environment
        .split(/\$(?:\{\w+\}|\w+)/)
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
        .join(".+")}$`,
    ).test(name);
  it("match what a regular expression would", () => {
    const word = fc.array(fc.constantFrom(".", "+", "-", "/"), { maxLength: 5 }).map((parts) => parts.join(""));
    const environment = fc.array(fc.oneof(word, fc.constant("$V")), { maxLength: 6 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(environment, word, (one, name) => {
        fc.pre(one.includes("$") && one !== name);
        expect(deploysTo(one, name)).toBe(byExpression(one, name) ? "perhaps" : "no");
      }),
      runsOf(500),
    );
  });
  it("are matched in time", () => {
    within(() => expect(deploysTo(`${of("$A-", 5000)}!`, of("-", 5000))).toBe("no"));
  });
});
