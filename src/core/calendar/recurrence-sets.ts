/**
 * Recurrence rules that the library reads only by half: days with and without numbers in one BYDAY, and in a yearly rule numbered days
 * beside BYMONTHDAY or BYYEARDAY. Each is put together from rules that it reads well: united where RFC 5545 (3.3.10) lets either be
 * enough, cut where it limits; and only then BYSETPOS, UNTIL and COUNT.
 */
import type { Starts } from "./recurrence.ts";
import type { RuleParts } from "./recurrence-rule.ts";
import { day, type Wall } from "./wall-time.ts";

const isNumbered = (weekday: string): boolean => /\d/.test(weekday);

const daysOf = (parts: RuleParts): readonly string[] => parts.get("BYDAY")?.split(",") ?? [];

const isMixed = (parts: RuleParts): boolean => daysOf(parts).some(isNumbered) && !daysOf(parts).every(isNumbered);

const isLimited = (parts: RuleParts): boolean =>
  parts.get("FREQ") === "YEARLY" &&
  (parts.has("BYMONTHDAY") || parts.has("BYYEARDAY")) &&
  daysOf(parts).some(isNumbered);

/** Must the rule be put together here? Only in months and years do numbers of weekdays mean anything. */
export const isPutTogether = (parts: RuleParts): boolean =>
  /^(?:MONTHLY|YEARLY)$/.test(parts.get("FREQ") ?? "") && (isMixed(parts) || isLimited(parts));

const without = (parts: RuleParts, ...names: readonly string[]): RuleParts =>
  new Map([...parts].filter(([name]) => !names.includes(name)));

/** A moment counts where it is in every rule of any of the lists. */
function alternatives(parts: RuleParts): readonly (readonly RuleParts[])[] {
  if (isMixed(parts))
    return [true, false].flatMap((numbered) =>
      alternatives(
        new Map(parts).set(
          "BYDAY",
          daysOf(parts)
            .filter((weekday) => isNumbered(weekday) === numbered)
            .join(","),
        ),
      ),
    );
  return isLimited(parts) ? [[without(parts, "BYDAY"), without(parts, "BYMONTHDAY", "BYYEARDAY")]] : [[parts]];
}

/** The places in a sorted set that BYSETPOS means. */
const atPositions = (set: readonly Wall[], positions: readonly number[]): readonly Wall[] =>
  set.filter((_, index) => positions.includes(index + 1) || positions.includes(index - set.length));

interface Year {
  readonly starts: readonly Wall[];
  /** How many there were before this year. */
  readonly before: number;
}

const yearOf = (wall: Wall): number => new Date(wall).getUTCFullYear();

/** The starts of such a rule; `make` asks the library. `until` as the rule has it, `withStart` as in the engine. */
export function putTogether(
  parts: RuleParts,
  start: Wall,
  withStart: boolean,
  until: Wall | null,
  make: (parts: RuleParts, start: Wall) => Starts,
): Starts {
  const isMonthly = parts.get("FREQ") === "MONTHLY";
  // The set of the first period is needed whole, so the parts begin with it; days never come from the start here.
  const first = new Date(start);
  const from = Date.UTC(first.getUTCFullYear(), isMonthly ? first.getUTCMonth() : 0, 1) + (((start % day) + day) % day);
  const sets = alternatives(without(parts, "BYSETPOS", "COUNT", "UNTIL")).map((rules) =>
    rules.map((rule) => make(rule, from)),
  );
  const positions = parts.get("BYSETPOS")?.split(",").map(Number) ?? null;
  const count = Number(parts.get("COUNT") ?? Number.POSITIVE_INFINITY);

  const inSpan = (begin: Wall, end: Wall): readonly Wall[] => {
    const found = sets.flatMap(([one, ...others]) => {
      const limits = others.map((each) => new Set(each.between(begin, end)));
      return (one?.between(begin, end) ?? []).filter((each) => limits.every((limit) => limit.has(each)));
    });
    const set = [...new Set(found)].sort((a, b) => a - b);
    return positions === null ? set : atPositions(set, positions);
  };
  const inYear = (year: number): readonly Wall[] => {
    const begins = Array.from({ length: isMonthly ? 13 : 2 }, (_, index) =>
      isMonthly ? Date.UTC(year, index, 1) : Date.UTC(year + index, 0, 1),
    );
    const found = begins.slice(1).flatMap((end, index) => inSpan(begins[index] as Wall, end));
    const own = found.filter((each) => each >= start && (until === null || each <= until));
    return withStart && yearOf(start) === year ? [...new Set([start, ...own])] : own;
  };
  const years: Year[] = [];
  const year = (number: number): readonly Wall[] => {
    const index = number - yearOf(start);
    while (index >= years.length) {
      const last = years.at(-1);
      const before = last === undefined ? 0 : last.before + last.starts.length;
      years.push({
        before,
        starts: before >= count ? [] : inYear(yearOf(start) + years.length).slice(0, count - before),
      });
    }
    return years[index]?.starts ?? [];
  };
  return {
    between(begin, end) {
      const found: Wall[] = [];
      for (let number = Math.max(yearOf(start), yearOf(begin)); number <= yearOf(end); number++)
        for (const each of year(number)) if (each >= begin && each < end) found.push(each);
      return found;
    },
  };
}
