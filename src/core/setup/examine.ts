/** Judges a set-up: every rule that concerns the platform, with what it found. */
import type { SetupFacts } from "../evidence/setup-facts.ts";
import { setupRules } from "./registry.ts";
import { type Gravity, type Remark, type SetupRule, unseen } from "./setup-rule.ts";
import { type SetupCase, type SetupView, viewOf } from "./view.ts";

export interface Examined {
  readonly rule: string;
  readonly claim: string;
  /** The gravest of its remarks; `fine` where there is none. */
  readonly status: Gravity | "fine";
  readonly remarks: readonly Remark[];
}

export interface Examination {
  readonly platform: SetupFacts["platform"];
  readonly repository: string;
  readonly targets: readonly string[];
  readonly rules: readonly Examined[];
}

const gravest: readonly Gravity[] = ["problem", "unseen", "note"];

/** What the rule rests on and nobody could see, each sentence once; empty where all is there. */
function blind(rule: SetupRule, view: SetupView): readonly Remark[] {
  const facts = [
    ...rule.needs.map((name) => view.facts[name]),
    ...(rule.readsPipeline === true ? [view.pipelineFiles] : []),
  ];
  const unavailable = facts.flatMap((fact) => (fact.status === "unavailable" ? [fact] : []));
  return unavailable.map(({ because, fix }) => unseen("unseen", because, { todo: fix ?? null }));
}

/** The same case always gives the same examination. */
export function examine(found: SetupCase): Examination {
  const view = viewOf(found);
  const { platform, repository } = found.facts;
  return {
    platform,
    repository,
    targets: view.targets.map(({ name }) => name),
    rules: setupRules
      .filter(({ platforms }) => platforms.includes(platform))
      .map((rule) => {
        const missing = blind(rule, view);
        const remarks = missing.length > 0 ? missing : rule.judge(view);
        const status = gravest.find((gravity) => remarks.some((each) => each.gravity === gravity)) ?? "fine";
        return { rule: rule.id, claim: rule.claim, status, remarks };
      }),
  };
}
