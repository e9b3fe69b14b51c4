import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { UsageError } from "../../src/commands/command.ts";
import { windows } from "../../src/commands/windows.ts";
import { formatInstant } from "../../src/core/calendar/instant.ts";
import { loadRecurrence } from "../../src/core/calendar/load-recurrence.ts";
import { recurrence } from "../../src/core/calendar/recurrence.ts";

const policy = `
version: 1
calendars:
  business-hours:
    time-zone: Europe/Berlin
    windows:
      - { days: [mon, tue, wed, thu], from: "09:00", to: "16:00" }
    freezes:
      - { from: 2026-12-18T17:00, to: 2027-01-04T08:00, reason: Year-end <freeze> }
  always: { time-zone: UTC }
  retired:
    time-zone: Europe/Berlin
    freezes: [{ from: 2020-01-01, to: 2031-01-05, reason: Retired }]
environments:
  production:
    checks:
      change-window: { calendar: business-hours }
  sandbox: {}
`;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "windows-"));
  mkdirSync(join(folder, "repo", ".git"), { recursive: true });
  mkdirSync(join(folder, "repo", "deep", "inside"), { recursive: true });
  mkdirSync(join(folder, "bare"));
  writeFileSync(join(folder, "repo", ".release-gate.yml"), policy);
  writeFileSync(join(folder, "repo", "deep", "child.yml"), "version: 1\nextends: ../.release-gate.yml\n");
  writeFileSync(join(folder, "wrong.yml"), "version: 1\ncalendars:\n  c: { time-zone: Berlin }\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(options: Readonly<Record<string, string>>, cwd = join(folder, "repo")) {
  const out: string[] = [];
  const err: string[] = [];
  const given = { positionals: [], text: (name: string) => options[name], texts: () => [], flag: () => false };
  const exitCode = await windows.run(given, {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    env: {},
    cwd,
    color: false,
    width: 120,
    now: "2026-11-23T10:00:00.250Z",
    progress: () => {},
  });
  return { exitCode, out: out.join(""), err: err.join("") };
}

const json = async (options: Readonly<Record<string, string>>): Promise<unknown> =>
  JSON.parse((await run({ format: "json", ...options })).out);

describe("windows", () => {
  test("says as JSON what an environment's calendar says now", async () => {
    expect(await json({ environment: "production", count: "2" })).toEqual({
      calendar: "business-hours",
      timeZone: "Europe/Berlin",
      at: "2026-11-23T10:00:00Z",
      open: true,
      because: "Open: Mon-Thu 09:00-16:00 Europe/Berlin (.release-gate.yml:7)",
      places: [".release-gate.yml:7"],
      closesAt: "2026-11-23T15:00:00Z",
      opensAt: null,
      openings: [
        { from: "2026-11-23T10:00:00Z", to: "2026-11-23T15:00:00Z" },
        { from: "2026-11-24T08:00:00Z", to: "2026-11-24T15:00:00Z" },
      ],
    });
  });

  test("exits 0 when it is closed too, and takes the moment with an offset", async () => {
    const { exitCode, out } = await run({
      calendar: "business-hours",
      at: "2026-12-24T10:00:00+01:00",
      format: "json",
      count: "1",
    });
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      at: "2026-12-24T09:00:00Z",
      open: false,
      because: "Frozen: Year-end <freeze> (.release-gate.yml:9), until 2027-01-04 08:00 Europe/Berlin",
      places: [".release-gate.yml:9"],
      closesAt: null,
      opensAt: "2027-01-04T08:00:00Z",
      openings: [{ from: "2027-01-04T08:00:00Z", to: "2027-01-04T15:00:00Z" }],
    });
  });

  test("says it in words, in local time and in UTC", async () => {
    const { out, err } = await run({ environment: "production", at: "2026-12-17T15:30:00Z", count: "2" });
    expect(err).toBe("");
    expect(out).toBe(
      [
        "business-hours at Thu 2026-12-17 16:30 Europe/Berlin (2026-12-17T15:30:00Z)",
        "Closed: outside Mon-Thu 09:00-16:00 Europe/Berlin (.release-gate.yml:7).",
        "Opens Mon 2027-01-04 09:00 Europe/Berlin (2027-01-04T08:00:00Z), in 17 days 16 hours.",
        "",
        "  Open from             to                    for      in UTC",
        "  Mon 2027-01-04 09:00  Mon 2027-01-04 16:00  7 hours  2027-01-04T08:00:00Z - 2027-01-04T15:00:00Z",
        "  Tue 2027-01-05 09:00  Tue 2027-01-05 16:00  7 hours  2027-01-05T08:00:00Z - 2027-01-05T15:00:00Z",
        "",
        "         00          06          12          18",
        "  Thu 17 ..................##############................",
        "  Fri 18 ..................................xxxxxxxxxxxxxx",
        ...["Sat 19", "Sun 20", "Mon 21", "Tue 22", "Wed 23"].map((day) => `  ${day} ${"x".repeat(48)}`),
        "         # open  . closed  x frozen",
        "",
      ].join("\n"),
    );
  });

  test("says when a calendar opens that is closed for years", async () => {
    const { out } = await run({ calendar: "retired" });
    expect(out).toContain(
      "\nIt never opens within two years; the first time after that: Sun 2031-01-05 00:00 Europe/Berlin (2031-01-04T23:00:00Z).\n",
    );
    expect(await json({ calendar: "retired" })).toMatchObject({ open: false, opensAt: null, openings: [] });
    expect((await run({ calendar: "retired", at: "2020-01-01T00:00:00Z" })).out).toContain(
      "\nIt never opens within two years.\n",
    );
  });

  test("warns of a list of freezes that ran out", async () => {
    const { out } = await run({ calendar: "retired", at: "2031-02-01T00:00:00Z" });
    expect(out).toContain("\nWarning: The list of freezes in retired has no entry in the future; the last one ended");
    expect((await run({ calendar: "retired" })).out).not.toContain("Warning");
  });

  test("reads a calendar file of more than a megabyte whole, and refuses one that has no end", async () => {
    const file = (length: number) =>
      `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261201T090000Z\r\nDURATION:PT1H\r\nDESCRIPTION:${"x".repeat(length)}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
    writeFileSync(join(folder, "large.ics"), file(3 * 1024 * 1024));
    writeFileSync(join(folder, "endless.ics"), file(18 * 1024 * 1024));
    const asked = (ics: string) => {
      writeFileSync(
        join(folder, "large.yml"),
        `version: 1\ncalendars: { c: { time-zone: UTC, windows: [{ ics: ${ics} }] } }\n`,
      );
      return run({ calendar: "c", policy: join(folder, "large.yml"), format: "json" });
    };
    expect(JSON.parse((await asked("large.ics")).out)).toMatchObject({ opensAt: "2026-12-01T09:00:00Z" });
    await expect(asked("endless.ics")).rejects.toThrow("larger than 4 MiB");
  });

  test("says that a calendar never closes", async () => {
    const { out } = await run({ calendar: "always" });
    expect(out).toContain(
      "Always open: the calendar has no windows and no freezes.\nIt never closes within two years.",
    );
    expect(await json({ calendar: "always" })).toMatchObject({
      closesAt: null,
      openings: [{ from: "2026-11-23T10:00:00Z", to: null }],
    });
  });

  test("finds the policy of the repository from a folder inside it, and files that it extends", async () => {
    expect((await run({ calendar: "always" }, join(folder, "repo", "deep", "inside"))).exitCode).toBe(0);
    expect((await run({ calendar: "always", repo: "repo" }, folder)).exitCode).toBe(0);
    expect((await run({ calendar: "always", policy: "repo/deep/child.yml" }, folder)).exitCode).toBe(0);
  });

  test("falls back to the built-in policy, and says so on standard error", async () => {
    const { out, err } = await run({ calendar: "always", policy: "builtin:lightweight" }, join(folder, "bare"));
    expect([out.startsWith("always at"), err]).toEqual([true, ""]);
    const asked = run({ calendar: "no-such-calendar" }, join(folder, "bare"));
    await expect(asked).rejects.toThrow('the policy has no calendar "no-such-calendar"');
  });
});

describe("windows for other programs", () => {
  test("writes openings that a calendar program can subscribe to, and that it reads itself", async () => {
    const { out } = await run({ calendar: "business-hours", format: "ics", count: "2", at: "2026-12-17T15:30:00Z" });
    expect(out.split("\r\n").slice(0, 3)).toEqual([
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Release Gate//windows//EN",
    ]);
    expect(out.split("\r\n").every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    await loadRecurrence();
    expect(
      recurrence()
        .file(out)
        .events.map(({ start, duration }) => [formatInstant(start), duration / 3_600_000]),
    ).toEqual([
      ["2027-01-04T08:00:00Z", 7],
      ["2027-01-05T08:00:00Z", 7],
    ]);
  });

  test("draws a month, with every word of the policy made harmless", async () => {
    const svg = (await run({ calendar: "business-hours", format: "svg", month: "2026-12" })).out;
    expect(svg).toContain(">December 2026<");
    expect(svg.match(/class="frozen"/g)).toHaveLength(15);
    expect(svg).toContain("<title>Year-end &lt;freeze&gt;</title>");
    expect(svg).not.toContain("<freeze>");
    const html = (await run({ calendar: "business-hours", format: "html" })).out;
    expect(html).toContain("<strong>Open: Mon-Thu 09:00-16:00 Europe/Berlin (.release-gate.yml:7).</strong>");
    expect(html).toContain(">November 2026<");
  });
});

const refusal = async (options: Readonly<Record<string, string>>, cwd?: string) => {
  const error: unknown = await run(options, cwd).catch((thrown: unknown) => thrown);
  if (!(error instanceof Error)) throw new Error("it was not refused");
  return { kind: error.name, text: `${error.message} ${error instanceof UsageError ? error.hint : ""}` };
};

describe("windows refuses", () => {
  test.each([
    [{}, "which calendar to ask"],
    [{ environment: "production", calendar: "always" }, "not both"],
    [{ calendar: "busines-hours" }, "Did you mean business-hours?"],
    [{ environment: "produktion" }, "Did you mean production?"],
    [{ environment: "sandbox" }, 'asks for no change window in "sandbox"'],
    [{ calendar: "always", count: "0" }, "--count takes a whole number from 1 to 1000"],
    [{ calendar: "always", count: "1e3" }, "--count takes a whole number"],
    [{ calendar: "always", count: "1001" }, "--count takes a whole number"],
    [{ calendar: "always", at: "2026-12-24T10:00:00" }, "has no zone"],
    [{ calendar: "always", at: "2026-12-24" }, "takes an ISO 8601 instant"],
    [{ calendar: "always", at: "tomorrow" }, "takes an ISO 8601 instant"],
    [{ calendar: "always", at: "2026-02-30T10:00:00Z" }, "does not exist"],
    [{ calendar: "always", at: "2026-02-28T24:00:00Z" }, "does not exist"],
    [{ calendar: "always", month: "2026-11" }, "--month is for a picture"],
    [{ calendar: "always", month: "2026-13", format: "svg" }, "--month takes a month such as 2026-11"],
    [{ calendar: "always", at: "1969-12-31T23:59:59Z" }, "from 1970 to 9989"],
  ])("%j", async (options, message) => {
    const { kind, text } = await refusal(options);
    expect(kind).toBe("UsageError");
    expect(text).toContain(message);
  });

  test("a named policy that is missing or wrong", async () => {
    expect(await refusal({ calendar: "always", policy: "missing.yml" })).toMatchObject({ kind: "PlatformError" });
    const wrong = await refusal({ calendar: "c", policy: "wrong.yml" }, folder);
    expect(wrong.kind).toBe("PolicyError");
    expect(wrong.text).toContain("wrong.yml:3:");
    expect(wrong.text).toContain("did you mean `Europe/Berlin`?");
  });
});
