import { mkdirSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Particulars } from "../../../src/core/evidence/query.ts";
import type { TestReports } from "../../../src/core/evidence/test-reports.ts";
import type { Surroundings } from "../../../src/platforms/platform.ts";
import { openLocal, query } from "../../support/local.ts";
import { makeFolder, makeRepository, openRepository, type Repository } from "../../support/repository.ts";

const green = '<testsuite><testcase name="a"/></testsuite>';

async function reportsOf(
  repository: Repository,
  particulars: Partial<Particulars> = {},
  more: Partial<Surroundings> = {},
): Promise<TestReports> {
  const { testReports } = await (await openLocal(repository, more)).collect(query(particulars, ["testReports"]));
  if (testReports?.status !== "observed") throw new Error(testReports?.because ?? "not collected");
  return testReports.value;
}

function project(): Repository {
  const repository = makeRepository();
  repository.commit("One", { files: { "a.txt": "1", "tracked/junit.xml": green } });
  return repository;
}

const refusals = ({ refused }: TestReports): string =>
  refused.map(({ path, because }) => `${path}: ${because}`).join("\n");

describe("report files", () => {
  it("come from the policy, from the input and from the usual places, each glob with its number of files", async () => {
    const repository = project();
    repository.write("out/a.xml", green);
    repository.write("out/deep/b.xml", green);
    repository.write("junit.xml", green);
    repository.write("lcov.info", "SF:a\nDA:1,1\nend_of_record\n");
    repository.write("node_modules/x/test-results/c.xml", green);
    const reports = await reportsOf(
      repository,
      { reports: ["out/**/*.xml"], coverage: ["*.info"], discoverReports: true },
      { junit: ["./out/a.xml", join(repository.path, "out/deep/*.xml"), "none/*.xml"] },
    );
    expect(reports.reports.map(({ path }) => path)).toEqual(["junit.xml", "out/a.xml", "out/deep/b.xml"]);
    expect(reports.coverage).toEqual([{ path: "lcov.info", format: "lcov", linesCovered: 1, linesTotal: 1 }]);
    expect(reports.refused).toEqual([]);
    const count = (glob: string, asked: string) =>
      reports.globs.find((one) => one.glob === glob && one.asked === asked)?.files;
    expect(count("out/**/*.xml", "policy")).toBe(2);
    expect(count("./out/a.xml", "input")).toBe(1);
    expect(count("none/*.xml", "input")).toBe(0);
    expect(count("junit.xml", "discovery")).toBe(1);
  });

  it("are refused when git tracks them at the head", async () => {
    const reports = await reportsOf(project(), { reports: ["tracked/*.xml"] });
    expect(reports).toMatchObject({ reports: [], globs: [{ files: 1 }] });
    expect(refusals(reports)).toContain("git tracks it at the head");
  });

  it("are refused when they are older than the head commit", async () => {
    const repository = project();
    repository.write("out/a.xml", green);
    utimesSync(join(repository.path, "out/a.xml"), new Date("2026-01-05T09:59:59Z"), new Date("2026-01-05T09:59:59Z"));
    expect(refusals(await reportsOf(repository, { reports: ["out/*"] }))).toContain("before the head commit");
    utimesSync(join(repository.path, "out/a.xml"), new Date("2026-01-05T10:00:00Z"), new Date("2026-01-05T10:00:00Z"));
    expect(refusals(await reportsOf(repository, { reports: ["out/*"] }))).toBe("");
  });

  it("are refused outside the checkout", async () => {
    const repository = project();
    const elsewhere = openRepository(makeFolder());
    elsewhere.write("a.xml", green);
    for (const glob of [join(elsewhere.path, "a.xml"), "../*.xml", "out/../../a.xml"]) {
      const reports = await reportsOf(repository, {}, { junit: [glob] });
      expect(reports.reports, glob).toEqual([]);
      expect(refusals(reports), glob).toContain("outside the checkout");
    }
  });

  it("are refused through a symbolic link, in any part of the path", async () => {
    const repository = project();
    const elsewhere = openRepository(makeFolder());
    elsewhere.write("deep/a.xml", green);
    symlinkSync(elsewhere.path, join(repository.path, "linked"));
    mkdirSync(join(repository.path, "out"));
    symlinkSync(join(elsewhere.path, "deep/a.xml"), join(repository.path, "out/a.xml"));
    for (const glob of ["linked/deep/a.xml", "linked/**/*.xml", "out/*.xml", "*/deep/a.xml", "**/a.xml"]) {
      const reports = await reportsOf(repository, { reports: [glob] });
      expect(reports.reports, glob).toEqual([]);
      expect(refusals(reports), glob).toContain("symbolic link");
    }
  });

  it("are refused when they do not parse, are no files, or lie in a submodule", async () => {
    const repository = project();
    repository.write("out/broken.xml", "<testsuite>");
    mkdirSync(join(repository.path, "out/folder.xml"));
    repository.git("update-index", "--add", "--cacheinfo", `160000,${repository.git("rev-parse", "HEAD")},lib`);
    repository.git("commit", "--quiet", "-m", "Submodule");
    repository.write("lib/a.xml", green);
    const reports = await reportsOf(repository, { reports: ["out/*.xml", "lib/*.xml"] });
    expect(reports.reports).toEqual([]);
    expect(refusals(reports)).toMatch(/lib\/a\.xml: lib is a submodule.*\n.*broken\.xml: It is no well-formed XML/);
  });

  it("are refused beside another commit than the head that is judged", async () => {
    const repository = project();
    repository.commit("Two", { files: { "a.txt": "2" } });
    repository.write("out/a.xml", green);
    expect(refusals(await reportsOf(repository, { reports: ["out/*"] }, { head: "HEAD~1" }))).toContain(
      "is not checked out",
    );
    expect(refusals(await reportsOf(repository, { reports: ["out/*"] }, { head: "main" }))).toBe("");
  });
});
