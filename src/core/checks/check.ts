/** The shape of a check: one readiness question, asked of evidence, with the settings that it owns. */
import { z } from "zod";
import type { Calendar } from "../calendar/calendar.ts";
import type { Places } from "../calendar/places.ts";
import type { Evidence, EvidenceKind, Facts } from "../evidence/evidence.ts";
import type { Observed } from "../evidence/observed.ts";
import type { Particulars } from "../evidence/query.ts";
import type { Release } from "../evidence/release.ts";
import { type RiskLevel, riskLevels } from "../risk/level.ts";
import { type Enforcement, unknown, type Verdict } from "./finding.ts";

export type ChangeType = "standard" | "normal" | "emergency" | "rollback";

/** What a check may know besides its evidence and settings. */
export interface Situation {
  /** The moment judged, ISO 8601 in UTC. */
  readonly now: string;
  readonly environment: string;
  readonly changeType: ChangeType;
  readonly riskLevel: RiskLevel;
  readonly release: Release;
  /** Where the entries of the policy's calendars are written; absent where that is not known. */
  readonly places?: Places;
}

/** Schemas that turn a name in the policy into its definition; made by `policy/` while it parses. */
export interface References {
  readonly calendar: z.ZodType<Calendar, string>;
}

/** Keys that every check takes besides its own. */
export const commonSettings = {
  enforcement: z.enum(["required", "advisory"]).default("required"),
  "from-risk": z.enum(riskLevels).optional(),
};

/** One question to put: the whole check, or one rule of a check that has several. */
export interface Rule {
  readonly subject: string | null;
  readonly enforcement: Enforcement;
  readonly fromRisk: RiskLevel | null;
  readonly kinds: readonly EvidenceKind[];
  readonly particulars: Partial<Particulars>;
  judge(evidence: Evidence, situation: Situation): Verdict;
}

/** A check as the registry lists it: types of its own settings are behind it. */
export interface Check {
  readonly id: string;
  readonly question: string;
  /** About base..head: skipped when nothing is new. */
  readonly aboutRange: boolean;
  readonly needs: readonly EvidenceKind[];
  /** What it reads where it is there, without being stopped by its absence. */
  readonly looksAt: readonly EvidenceKind[];
  settings(references: References): z.ZodType;
  /** The questions that these settings (the output of `settings`) ask. */
  rules(settings: unknown): readonly Rule[];
}

type Seen<Needs extends EvidenceKind, Looks extends EvidenceKind> = { readonly [K in Needs]: Facts[K] } & {
  readonly [K in Looks]: Observed<Facts[K]>;
};

interface Common<Needs extends EvidenceKind, Looks extends EvidenceKind> {
  readonly id: string;
  readonly question: string;
  readonly aboutRange?: boolean;
  readonly needs: readonly Needs[];
  readonly looksAt?: readonly Looks[];
}

interface Asking<Looks extends EvidenceKind, S> {
  /** Particulars of the evidence it needs, and which of the kinds in `looksAt` these settings want (default: all). */
  ask?(settings: S): Partial<Particulars> & { readonly looksAt?: readonly Looks[] };
}

/** A check that asks one question. */
interface Definition<Needs extends EvidenceKind, Looks extends EvidenceKind, S extends z.ZodObject>
  extends Common<Needs, Looks>,
    Asking<Looks, z.output<S>> {
  settings(references: References): S;
  judge(facts: Seen<Needs, Looks>, settings: z.output<S>, situation: Situation): Verdict;
}

/** A check whose settings are a map of named rules, each judged by itself. */
interface RuledDefinition<Needs extends EvidenceKind, Looks extends EvidenceKind, R extends z.ZodObject>
  extends Common<Needs, Looks>,
    Asking<Looks, z.output<R>> {
  rule(references: References): R;
  judge(facts: Seen<Needs, Looks>, settings: z.output<R>, situation: Situation): Verdict;
}

function makeRule<Needs extends EvidenceKind, Looks extends EvidenceKind, S>(
  check: Common<Needs, Looks> &
    Asking<Looks, S> & { judge(facts: Seen<Needs, Looks>, settings: S, situation: Situation): Verdict },
  settings: S,
  common: { readonly subject: string | null; readonly enforcement: Enforcement; readonly fromRisk: RiskLevel | null },
): Rule {
  const { looksAt = check.looksAt ?? [], ...particulars } = check.ask?.(settings) ?? {};
  return {
    ...common,
    kinds: [...check.needs, ...looksAt],
    particulars,
    judge(evidence, situation) {
      const unseen = check.needs.flatMap((kind) => {
        const fact = evidence[kind];
        if (fact?.status === "observed") return [];
        return [{ because: fact?.because ?? `${kind} was not collected.`, fix: fact?.fix }];
      });
      const first = unseen[0];
      if (first !== undefined)
        return unknown(`${check.id}.unavailable`, first.because, {
          details: unseen.slice(1).map(({ because }) => because),
          ...(first.fix === undefined ? {} : { fix: first.fix }),
        });
      const facts: Record<string, unknown> = {};
      for (const kind of check.needs) {
        const fact = evidence[kind];
        if (fact?.status === "observed") facts[kind] = fact.value;
      }
      for (const kind of check.looksAt ?? [])
        facts[kind] = evidence[kind] ?? { status: "unavailable", because: `${kind} was not collected.` };
      return check.judge(facts as Seen<Needs, Looks>, settings, situation);
    },
  };
}

/**
 * Makes a check of one question. Where a needed fact is unavailable the answer is `unknown` with the platform's reason, and
 * `judge` is not called.
 */
export function defineCheck<
  const Needs extends EvidenceKind,
  const Looks extends EvidenceKind = never,
  S extends z.ZodObject = z.ZodObject,
>(definition: Definition<Needs, Looks, S>): Check {
  return {
    id: definition.id,
    question: definition.question,
    aboutRange: definition.aboutRange ?? false,
    needs: definition.needs,
    looksAt: definition.looksAt ?? [],
    settings: (references) => definition.settings(references).extend(commonSettings),
    rules(settings) {
      const { enforcement, "from-risk": fromRisk } = settings as z.output<z.ZodObject<typeof commonSettings>>;
      return [
        makeRule(definition, settings as z.output<S>, { subject: null, enforcement, fromRisk: fromRisk ?? null }),
      ];
    },
  };
}

/** Makes a check whose settings are a map of named rules; `enforcement` and `from-risk` beside them hold for rules without their own. */
export function defineRuledCheck<
  const Needs extends EvidenceKind,
  const Looks extends EvidenceKind = never,
  R extends z.ZodObject = z.ZodObject,
>(definition: RuledDefinition<Needs, Looks, R>): Check {
  type Own = z.output<R> & { enforcement?: Enforcement; "from-risk"?: RiskLevel };
  return {
    id: definition.id,
    question: definition.question,
    aboutRange: definition.aboutRange ?? false,
    needs: definition.needs,
    looksAt: definition.looksAt ?? [],
    settings: (references) =>
      z
        .object(commonSettings)
        .catchall(
          definition
            .rule(references)
            .extend({ ...commonSettings, enforcement: z.enum(["required", "advisory"]).optional() }),
        )
        .refine(
          (settings) => Object.keys(settings).some((key) => !Object.hasOwn(commonSettings, key)),
          `${definition.id} names no rule, and so asks nothing`,
        ),
    rules(settings) {
      const { enforcement, "from-risk": fromRisk, ...rules } = settings as z.output<z.ZodObject<typeof commonSettings>>;
      return Object.entries(rules as Record<string, Own>).map(([subject, rule]) =>
        makeRule(definition, rule, {
          subject,
          enforcement: rule.enforcement ?? enforcement,
          fromRisk: rule["from-risk"] ?? fromRisk ?? null,
        }),
      );
    },
  };
}
