/** What the checks of the policies in force want to see, united into one question to the platform. */
import type { EvidenceKind } from "../evidence/evidence.ts";
import { noParticulars, type Particulars } from "../evidence/query.ts";
import type { Rule } from "./check.ts";
import { checks } from "./registry.ts";

/** Check id -> that check's settings, as its own schema put them out. */
export type CheckSettings = Readonly<Record<string, unknown>>;

export interface Needs {
  /** Sorted, without doubles. */
  readonly kinds: readonly EvidenceKind[];
  /** Lists sorted, without doubles. */
  readonly particulars: Particulars;
}

const union = (lists: readonly (readonly string[] | undefined)[]): readonly string[] =>
  [...new Set(lists.flatMap((list) => list ?? []))].sort();

/** The same for searches: told apart by all that they say. */
function distinct<T>(lists: readonly (readonly T[] | undefined)[]): readonly T[] {
  const byText = new Map(lists.flatMap((list) => list ?? []).map((item) => [JSON.stringify(item), item]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}

/**
 * Kinds and particulars of every rule, whatever its `from-risk`: the risk is not known before the evidence is there. What
 * the environment says and no check (where the request stands, who approves through what) stays unasked.
 */
export function needsOf(policies: readonly CheckSettings[]): Needs {
  const rules = policies.flatMap((settings) =>
    checks.flatMap((check): readonly Rule[] =>
      Object.hasOwn(settings, check.id) ? check.rules(settings[check.id]) : [],
    ),
  );
  const particulars = rules.map((rule) => rule.particulars);
  return {
    kinds: [...new Set(rules.flatMap(({ kinds }) => kinds))].sort(),
    particulars: {
      ...noParticulars,
      documents: union(particulars.map(({ documents }) => documents)),
      reports: union(particulars.map(({ reports }) => reports)),
      coverage: union(particulars.map(({ coverage }) => coverage)),
      alerts: distinct(particulars.map(({ alerts }) => alerts)),
      incidents: distinct(particulars.map(({ incidents }) => incidents)),
      services: distinct(particulars.map(({ services }) => services)),
      environments: union(particulars.map(({ environments }) => environments)),
      discoverReports: particulars.some(({ discoverReports }) => discoverReports === true),
      reviewTrailers: particulars.some(({ reviewTrailers }) => reviewTrailers === true),
    },
  };
}
