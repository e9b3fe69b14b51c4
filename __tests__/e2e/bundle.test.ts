/** The bundle runs alone: no node_modules beside it, on every Node at hand, with the licences of what went in. */
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { copyOfBundle, nodes, run } from "./support/bundle.ts";
import { officeHours, releasedRepository } from "./support/repository.ts";

const dist = copyOfBundle();
const program = join(dist, "cli/index.js");
const scripts = readdirSync(join(dist, "cli")).filter((name) => name.endsWith(".js"));
const about = JSON.parse(readFileSync("package.json", "utf8")) as {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
};

const repository = releasedRepository();
const committed = repository.commit("chore: a policy", { ".release-gate.yml": officeHours });

interface Printed {
  readonly schema: string;
  readonly decision: string;
  readonly release: Readonly<Record<string, unknown>>;
}

/** The moment at which facts were read is the clock's; everything else that is said is not. */
const still = (text: string): string => text.replace(/"(evidence|decision)": "[0-9a-f]{64}"/g, '"$1": "..."');

test("every Node at hand is one that the product promises to run on", () => {
  expect(nodes.length).toBeGreaterThan(0);
  for (const { version } of nodes) expect(Number.parseInt(version, 10)).toBeGreaterThanOrEqual(20);
});

/** Names that stand in the rooms of one platform alone. */
const gitlabsOwn = ["CI_API_V4_URL", "PRIVATE-TOKEN"];
const githubsOwn = ["GITHUB_GRAPHQL_URL", "x-github-api-version"];

const partsHolding = (folder: string, names: readonly string[]): readonly string[] =>
  readdirSync(folder).filter(
    (part) => part.endsWith(".js") && names.some((name) => readFileSync(join(folder, part), "utf8").includes(name)),
  );

test("the action carries nothing of GitLab's client", () => {
  expect(partsHolding(join(dist, "action"), gitlabsOwn)).toEqual([]);
  expect(partsHolding(join(dist, "action"), githubsOwn).length).toBeGreaterThan(0);
});

test("a check of a checkout alone needs neither client", () => {
  const folder = join(copyOfBundle(), "cli");
  const clients = partsHolding(folder, [...gitlabsOwn, ...githubsOwn]);
  expect(clients.length).toBeGreaterThan(1);
  for (const part of clients) rmSync(join(folder, part));
  const ask = ["check", "--environment=production", "--policy=builtin:standard", `--repo=${repository.folder}`];
  const [whole, bare] = [program, join(folder, "index.js")].map((file) => run(process.execPath, [file, ...ask]));
  const checks = ({ stdout = "" } = {}) => stdout.slice(stdout.indexOf("Checks"), stdout.indexOf("Digests"));
  expect([bare?.status, bare?.stderr]).toEqual([whole?.status, ""]);
  expect(checks(bare)).toContain("change-window");
  expect(checks(bare)).toBe(checks(whole));
});

describe.each(nodes.map((node) => [node.version, node.path] as const))("on Node %s", (_version, node) => {
  test("says its version", () => {
    expect(run(node, [program, "--version"])).toEqual({ status: 0, stdout: `${about.version}\n`, stderr: "" });
  });

  test("decides about a repository, and the same question gets the same bytes", () => {
    const ask = [
      "check",
      "--environment",
      "production",
      "--format",
      "json",
      "--mode",
      "evaluate",
      "--at",
      "2026-01-06T10:00:00Z",
    ];
    const first = run(node, [program, ...ask], { cwd: repository.folder });
    expect(first.stderr).toBe("");
    const printed = JSON.parse(first.stdout) as Printed;
    expect(printed.schema).toBe("release-gate/decision/v1");
    const lines = repository
      .git("diff", "--numstat", "-M", "v1.0.0...HEAD")
      .split("\n")
      .map((line) => line.split("\t"));
    expect(printed.release).toMatchObject({
      commits: Number(repository.git("rev-list", "--count", "v1.0.0..HEAD")),
      changedFiles: lines.length,
      additions: lines.reduce((sum, [added]) => sum + Number(added), 0),
      deletions: lines.reduce((sum, [, deleted]) => sum + Number(deleted), 0),
      head: committed,
    });
    const again = run(node, [program, ...ask], { cwd: repository.folder });
    expect(still(again.stdout)).toBe(still(first.stdout));
    expect(again.status).toBe(first.status);
  });

  test("each command says how it is used", () => {
    const help = run(node, [program, "--help"]);
    expect(help.status).toBe(0);
    for (const command of ["check", "windows", "policy", "replay"]) {
      expect(help.stdout).toContain(command);
      const own = run(node, [program, command, "--help"]);
      expect([own.status, own.stderr]).toEqual([0, ""]);
      expect(own.stdout).toContain(`release-gate ${command}`);
    }
  });

  test("wrong usage ends as 2, with a sentence and no stack", () => {
    const { status, stdout, stderr } = run(node, [program, "chekc"]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("check");
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

test("it can be run by its own name", () => {
  expect(statSync(program).mode & 0o111).toBe(0o111);
  expect(readFileSync(program, "utf8").startsWith("#!/usr/bin/env node\n")).toBe(true);
  expect(run(program, ["--version"]).stdout).toBe(`${about.version}\n`);
});

test("it asks for nothing that Node does not bring along", () => {
  const builtins = new Set([...builtinModules, ...builtinModules.map((name) => `node:${name}`)]);
  for (const script of scripts) {
    const text = readFileSync(join(dist, "cli", script), "utf8");
    const asked = [
      ...text.matchAll(/(?:\bfrom|\bimport|\brequire\(|createRequire\([^)]*\)\()\s*["']([@a-z][\w@/.:-]*)["']/g),
    ];
    expect(asked.map(([, name]) => name ?? "").filter((name) => !builtins.has(name))).toEqual([]);
  }
});

test("it says nothing of the machine that built it", () => {
  for (const script of scripts) {
    const text = readFileSync(join(dist, "cli", script), "utf8");
    for (const trace of [process.cwd(), "release-gate-build-", "/node_modules/"]) expect(text).not.toContain(trace);
  }
});

test("the licences of what went in are included, and of nothing else", () => {
  const notice = readFileSync(join(dist, "licenses.txt"), "utf8");
  const rule = "=".repeat(78);
  const sections = notice.split(`${rule}\n`).slice(1);
  const titles = sections.filter((_, i) => i % 2 === 0).map((title) => title.trim());
  const texts = sections.filter((_, i) => i % 2 === 1);
  expect(titles.length).toBeGreaterThan(2);
  for (const title of titles) {
    expect(title).toMatch(
      /^(@[\w-]+\/)?[\w.-]+(, carried by \S+)? \d+\.\d+\.\d+\S* \([\w .()-]+\)\nSource: https:\/\/\S+$/,
    );
  }
  for (const text of texts) expect(text.trim().length).toBeGreaterThan(200);
  for (const name of ["zod", "yaml", "sax"]) {
    expect(titles.some((title) => title.startsWith(`${name} ${about.dependencies[name]} `))).toBe(true);
  }
  for (const title of titles) expect(title).not.toMatch(/^(vitest|rolldown|typescript|@biomejs)/);
});

test("the bill of materials names the packages whose licences are included, and no others", () => {
  const bill = JSON.parse(readFileSync(join(dist, "sbom.cdx.json"), "utf8")) as {
    readonly bomFormat: string;
    readonly components: readonly { readonly name: string; readonly version: string; readonly purl: string }[];
  };
  const notice = readFileSync(join(dist, "licenses.txt"), "utf8");
  const named = [...notice.matchAll(/^Source: https:\/\/www\.npmjs\.com\/package\/(\S+)\/v\/(\S+)$/gm)];
  expect(bill.bomFormat).toBe("CycloneDX");
  expect(bill.components.map(({ name, version }) => `${name} ${version}`).sort()).toEqual(
    named.map(([, name, version]) => `${name} ${version}`).sort(),
  );
  for (const { name, version, purl } of bill.components) expect(purl).toBe(`pkg:npm/${name}@${version}`);
});
