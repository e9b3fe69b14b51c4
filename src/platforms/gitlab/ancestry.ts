/** How two commits stand to each other: by the checkout where it has both, else by GitLab. */
import type { Relation } from "../../core/evidence/release.ts";
import type { Checkout } from "../checkout/checkout.ts";
import { resolveRange } from "../checkout/range.ts";
import type { Comparisons } from "./comparison.ts";
import { has } from "./files.ts";

export interface Ancestry {
  /** Full hashes. Throws `HttpFailure` where neither can tell. */
  relation(base: string, head: string): Promise<Relation>;
  /** Is `sha` the tip itself or an ancestor of it? */
  isOn(tip: string, sha: string): Promise<boolean>;
}

export function openAncestry(checkout: Checkout | null, { parting }: Comparisons): Ancestry {
  const known = new Map<string, Promise<Relation>>();

  async function ask(base: string, head: string): Promise<Relation> {
    if (base === head) return "same";
    const [hasBase, hasHead] = await Promise.all([has(checkout, base), has(checkout, head)]);
    if (checkout !== null && hasBase && hasHead) {
      const { relation } = await resolveRange(checkout, { base, head });
      if (relation !== "unknown") return relation;
    }
    const shared = await parting(base, head);
    return shared === base ? "ahead" : shared === head ? "behind" : "diverged";
  }
  const relation = (base: string, head: string): Promise<Relation> => {
    const key = `${base} ${head}`;
    const found = known.get(key) ?? ask(base, head);
    known.set(key, found);
    found.catch(() => {});
    return found;
  };
  return {
    relation,
    async isOn(tip, sha) {
      const found = await relation(sha, tip);
      return found === "same" || found === "ahead";
    },
  };
}
