/** Every change or tag of a history as rows of text, one piece after the other as they are scored. */

import type { Model } from "../../core/risk/model.ts";
import { type Hazards, hazardsOf, outlookOf } from "../../core/risk/outlook.ts";
import { riskSettings } from "../../core/risk/settings.ts";
import { decode } from "../../platforms/checkout/bytes.ts";
import { openCheckout } from "../../platforms/checkout/checkout.ts";
import type { Git } from "../../platforms/checkout/git.ts";
import { resolveRange } from "../../platforms/checkout/range.ts";
import { readChain } from "../../platforms/checkout/traits/chain.ts";
import { streamChanges } from "../../platforms/checkout/traits/stream-changes.ts";
import type { Terminal } from "../command.ts";

interface Options {
  readonly eachTag: boolean;
  readonly format: "csv" | "json";
  readonly traits: boolean;
}

const rowsAtOnce = 100;

/**
 * Held in memory: one hash per change, a year of history and the commits of branches under way. Tags that do not lie on the chain
 * of first parents are left out and counted on standard error.
 */
export async function* historyRows(
  directory: string,
  asked: { readonly base: string | null; readonly head: string | null },
  model: Model,
  { eachTag, format, traits: showTraits }: Options,
  terminal: Terminal,
): AsyncGenerator<string> {
  const checkout = await openCheckout(directory, terminal.env);
  const range = await resolveRange(checkout, asked);
  const { thresholds } = riskSettings.parse({});
  const head = range.head.sha;
  const chain = await readChain(
    checkout.git,
    asked.base === null ? null : (range.base?.sha ?? null),
    head,
    Number.POSITIVE_INFINITY,
  );
  const tags = eachTag ? await tagsByCommit(checkout.git) : null;
  const row = (id: string, hazards: Hazards, extra: Readonly<Record<string, unknown>>): string => {
    const { score, level, rollback, any } = outlookOf(hazards, model, thresholds);
    const [p_rollback, p_any] = [Number(rollback.toFixed(8)), Number(any.toFixed(8))];
    if (format === "json") return `${JSON.stringify({ id, score, level, p_rollback, p_any, ...extra })}\n`;
    return `${/[",\n\r]/.test(id) ? `"${id.replaceAll('"', '""')}"` : id},${score},${level},${p_rollback.toFixed(8)},${p_any.toFixed(8)}\n`;
  };
  let rows: string[] = format === "csv" ? ["id,score,level,p_rollback,p_any\n"] : [];
  let since: Hazards = { rollback: 0, hotfix: 0 };
  let done = 0;
  const kind = { shallow: checkout.cutAt.size > 0, blobless: checkout.isPartial };
  if (chain.asked.length > 0)
    for await (const { traits } of streamChanges(checkout.git, chain, head, kind)) {
      const own = hazardsOf(traits, model);
      if (++done % 500 === 0) terminal.progress(`${done} of ${chain.asked.length} changes`);
      if (tags === null) {
        const { diff, shape, history } = traits;
        rows.push(row(traits.sha, own, showTraits ? { traits: { diff, shape, history } } : {}));
      } else {
        since = { rollback: since.rollback + own.rollback, hotfix: since.hotfix + own.hotfix };
        const names = tags.get(traits.sha);
        if (names !== undefined) {
          for (const name of names) rows.push(row(name, since, {}));
          since = { rollback: 0, hotfix: 0 };
          tags.delete(traits.sha);
        }
      }
      if (rows.length >= rowsAtOnce) {
        yield rows.join("");
        rows = [];
      }
    }
  if (rows.length > 0) yield rows.join("");
  const left = tags === null ? 0 : [...tags.values()].flat().length;
  if (left > 0)
    terminal.err(`${left} tags do not lie on the chain of first parents of ${range.head.name} and were left out.\n`);
}

/** Commit -> names of its tags, sorted. */
async function tagsByCommit(git: Git): Promise<Map<string, string[]>> {
  const format = "--format=%(objectname) %(*objectname) %(refname:strip=2)";
  const output = await git.read(["for-each-ref", "--sort=refname", format, "refs/tags"]);
  const found = new Map<string, string[]>();
  for (const line of decode(output).split("\n")) {
    const [, own, peeled, name] = /^([0-9a-f]+) ([0-9a-f]*) (.+)$/.exec(line) ?? [];
    if (own === undefined || name === undefined) continue;
    const commit = peeled === undefined || peeled === "" ? own : peeled;
    found.set(commit, [...(found.get(commit) ?? []), name]);
  }
  return found;
}
