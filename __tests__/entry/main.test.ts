/** Command lines, from their words to exit code and streams. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commands, main } from "../../src/entry/main.ts";
import { version } from "../../src/version.ts";
import { recordedIo } from "../support/io.ts";

async function run(line: string, surroundings: Parameters<typeof recordedIo>[0] = {}) {
  const io = recordedIo(surroundings);
  const exitCode = await main(
    line.split(" ").filter((word) => word !== ""),
    io,
  );
  return { exitCode, out: io.out(), err: io.err() };
}

describe("help and version", () => {
  it("shows a short help on standard error and ends with 2 when nothing is asked", async () => {
    const { exitCode, out, err } = await run("");
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).toContain("release-gate check --environment production");
    for (const { name } of commands) expect(err).toContain(name);
  });

  it("prints the version", async () => {
    expect(await run("--version")).toEqual({ exitCode: 0, out: `${version}\n`, err: "" });
  });

  it.each(["--help", "-h", "help"])("lists every command for %s", async (line) => {
    const { exitCode, out, err } = await run(line);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
    for (const { name, summary } of commands) expect(out.replace(/\s+/g, " ")).toContain(`${name} ${summary}`);
  });

  it.each(commands.map(({ name }) => name))("shows the options of %s, and the list knows its summary", async (name) => {
    const entry = commands.find((command) => command.name === name);
    const command = await entry?.load();
    expect(command?.name).toBe(name);
    expect(command?.summary).toBe(entry?.summary);
    const { exitCode, out } = await run(`${name} --help`);
    expect(exitCode).toBe(0);
    expect((await run(`help ${name}`)).out).toBe(out);
    for (const option of command?.options ?? []) expect(out).toContain(`--${option.name}`);
  });

  it("keeps help within the width of the terminal", async () => {
    const { out } = await run("check --help", { terminal: true, columns: 72, env: { NO_COLOR: "1" } });
    for (const line of out.split("\n").filter((text) => !text.startsWith("  release-gate")))
      expect(line.length).toBeLessThanOrEqual(72);
  });
});

describe("wrong usage", () => {
  it.each([
    ["chekc", 'no command "chekc"', "Did you mean check?"],
    ["nonsense", 'no command "nonsense"', "The commands are check"],
    ["--debugg", "no option --debugg", "Did you mean --debug?"],
    ["--report-only check", "no option --report-only", "behind its name"],
    ["check", "needs to know the environment", "release-gate check --environment production"],
    ["check --enviroment x", "no option --enviroment", "Did you mean --environment?"],
    ["check --env x", "no option --env.", "Did you mean --environment?"],
    ["check -environment x", "no option -environment", "Did you mean --environment?"],
    ["check --evironment=x", "no option --evironment.", "Did you mean --environment?"],
    ["check --zzzzzz", "no option --zzzzzz", "check --help lists the options"],
    ["check -x", "no option -x", "check --help lists the options"],
    ["check --__proto__ x", "no option --__proto__", "check --help"],
    ["check --environment", "--environment needs a value", "Write --environment NAME."],
    ["check --environment --base v1", "--environment needs a value", "--environment=--base"],
    ["check --environment=", "--environment is empty", "leave the option out"],
    ["check --environment a --environment b", "--environment is given more than once", "Give it once"],
    ["check --environment a --report-only=false", "--report-only is on or off", "leave it out"],
    ["check --environment a --format yaml", '--format cannot be "yaml"', "text, json, markdown"],
    ["check --environment a --mode enforced", '--mode cannot be "enforced"', "Did you mean enforce?"],
    ["check --environment a --change-type hotfix", '--change-type cannot be "hotfix"', "emergency"],
    ["check --environment a --platform bitbucket", '--platform cannot be "bitbucket"', "auto, github, gitlab, local"],
    ["check production", '"production" is none', "--environment production"],
    ["check --environment a -- b", '"b" is none', "lists the options"],
    ["check --environment a --at 2026-01-01", "is not a moment", "2026-03-02T09:30:00Z"],
    ["check --environment a --at 2026-01-01T10:00", "is not a moment", "with Z for UTC"],
    ["check --environment a --at 2026-02-30T10:00Z", "is not a moment", "with Z for UTC"],
    ["check --environment a --at yesterday", "is not a moment", "with Z for UTC"],
    ["replay", "needs to be told what to read", "replay --help"],
    ["replay a b", '"b" is one word too many', "replay --help"],
    ["policy", "needs to be told", "policy --help"],
  ])("%s: says what is wrong and what to write instead", async (line, message, hint) => {
    const { exitCode, out, err } = await run(line);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).toContain(message);
    expect(err).toContain(hint);
    expect(err).not.toMatch(/^\s+at /m);
  });

  it("shows where an error arose only with --debug", async () => {
    expect((await run("check")).err).not.toMatch(/^\s+at /m);
    expect((await run("check --debug")).err).toMatch(/^\s+at /m);
  });

  it("writes out control characters of what was typed", async () => {
    const { err } = await run("check --environment a --format \u{1b}[31mx");
    expect(err).not.toContain("\u{1b}");
    expect(err).toContain("\\x1b[31mx");
  });

  it("never speaks to the runner of a pipeline", async () => {
    const io = recordedIo();
    expect(await main(["x\n::set-output name=a::b"], io)).toBe(2);
    expect(io.err()).not.toMatch(/^\s*::/m);
  });
});

describe("replay", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "release-gate-replay-"));
    await writeFile(join(folder, "not.json"), "nonsense");
    await writeFile(join(folder, "other.json"), "{}");
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(["missing.json", "not.json", "other.json", "."])("ends with 2 and without a trace for %s", async (file) => {
    const { exitCode, out, err } = await run(`replay ${file}`, { cwd: folder });
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).not.toMatch(/^\s+at /m);
    expect(err).not.toContain("--debug");
  });
});
