/** The stories of approvals, judged; and told again in docs/approvals.md (UPDATE_DOCS=1 writes it). */
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { explain, toLines } from "../../../src/core/approvals/explanation.ts";
import { loadPolicy } from "../../../src/load-policy.ts";
import { chapters, judge, label, story } from "./stories.ts";
import { storiesAsMarkdown } from "./telling.ts";

function grouped(entries: readonly { readonly person: string; readonly code: string }[]) {
  const codes = new Map<string, string[]>();
  for (const { person: name, code } of entries) codes.set(name, [...(codes.get(name) ?? []), code]);
  return Object.fromEntries([...codes].map(([name, list]) => [name, list.length === 1 ? list[0] : list]));
}

const names = new Set<string>();
for (const { file, stories } of chapters) {
  describe(file, () => {
    it.each(stories.map((each) => [each.name, each] as const))("%s", (name, given) => {
      expect(names.has(name)).toBe(false);
      names.add(name);
      const told = story.parse(given);
      const { result, emergency } = judge(told);
      const { expect: wanted } = told;
      expect({
        counted: Object.fromEntries(result.requirements.map(({ anyOf, approvedBy }) => [label(anyOf), approvedBy])),
        missing: result.requirements.reduce((sum, { missing }) => sum + missing, 0),
        discounted: grouped(result.discounted),
        rejections: Object.fromEntries(result.rejections.map(({ person: by, comment }) => [by, comment])),
        errors: [
          ...result.errors.map(({ code }) => code),
          ...(emergency.status === "refused" ? emergency.errors.map(({ code }) => code) : []),
        ],
        conditions: (result.conditions ?? []).map(
          ({ person: by, name: condition, value }) => `${by}: ${condition} ${value}`,
        ),
        impossible: result.requirements.filter((each) => each.impossible).map(({ anyOf }) => label(anyOf)),
        emergency: emergency.status,
        waives: emergency.status === "granted" ? emergency.waivers.map(({ check }) => check) : [],
      }).toEqual({
        counted: wanted.counted,
        missing: wanted.missing,
        discounted: wanted.discounted,
        rejections: wanted.rejections,
        errors: wanted.errors,
        conditions: wanted.conditions,
        impossible: wanted.impossible,
        emergency: wanted.emergency,
        waives: wanted.waives,
      });
      if (wanted["expires-at"] !== undefined) expect(result.expiresAt).toBe(wanted["expires-at"]);
      expect(result.notBefore ?? undefined).toBe(wanted["not-before"]);
      const lines = toLines(explain(result)).map((line) => line.trim());
      const refusal = emergency.status === "refused" ? emergency.errors.map(({ message }) => message) : [];
      for (const sentence of wanted.says) expect([...lines, ...refusal]).toContain(sentence);
    });
  });
}

describe("docs/approvals.md", () => {
  it("tells these stories", () => {
    const docs = readFileSync("docs/approvals.md", "utf8");
    const told = /(?<=<!-- stories -->\n)[\s\S]*(?=<!-- \/stories -->)/;
    const stories = storiesAsMarkdown();
    if (process.env.UPDATE_DOCS === "1")
      writeFileSync(
        "docs/approvals.md",
        docs.replace(told, () => stories),
      );
    else
      expect(told.exec(docs)?.[0], "UPDATE_DOCS=1 npx vitest run __tests__/scenarios/approvals writes them").toBe(
        stories,
      );
  });

  it("shows a policy that holds", async () => {
    const [, policy = ""] = /```yaml\n([\s\S]*?)```/.exec(readFileSync("docs/approvals.md", "utf8")) ?? [];
    const bytes = new TextEncoder().encode(`version: 1\n${policy}`);
    const loaded = await loadPolicy("policy.yml", async (where) => ({ status: "found", bytes, where }));
    expect(Object.keys(loaded.policy.groups)).toContain("on-call");
  });

  it("has at least sixty of them", () => {
    expect(names.size).toBeGreaterThanOrEqual(60);
  });
});
