/** Recurrences worked out a second time: day by day, with no library, for generated cron lines and recurrence rules. */
const day = 86_400_000;
const minute = 60_000;
const dayNames = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/** A moment on the wall, in milliseconds as if it were UTC. */
type Wall = number;
/** Starts between two moments: `from` included, `to` not; sorted. */
export type StartsBetween = (from: Wall, to: Wall) => readonly Wall[];

const midnightOf = (wall: Wall): Wall => Math.floor(wall / day) * day;
const daysFrom = (from: Wall, to: Wall): readonly Wall[] =>
  Array.from({ length: Math.max(0, Math.ceil((to - from) / day)) }, (_, index) => from + index * day);

export interface CronLine {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** Null: every one. */
  readonly days: readonly number[] | null;
  readonly months: readonly number[] | null;
  readonly weekdays: readonly number[] | null;
}

export const writeCron = ({ minutes, hours, days, months, weekdays }: CronLine): string =>
  [minutes, hours, days, months, weekdays].map((field) => field?.join(",") ?? "*").join(" ");

/** Where both days and weekdays are given, either is enough. */
export function cronStarts({ minutes, hours, days, months, weekdays }: CronLine): StartsBetween {
  const isOn = (midnight: Wall): boolean => {
    const date = new Date(midnight);
    if (months !== null && !months.includes(date.getUTCMonth() + 1)) return false;
    const [byDay, byWeekday] = [days?.includes(date.getUTCDate()), weekdays?.includes(date.getUTCDay())];
    return byDay === undefined ? (byWeekday ?? true) : byWeekday === undefined ? byDay : byDay || byWeekday;
  };
  return (from, to) =>
    daysFrom(midnightOf(from), to)
      .filter(isOn)
      .flatMap((midnight) => hours.flatMap((hour) => minutes.map((at) => midnight + (hour * 60 + at) * minute)))
      .filter((at) => at >= from && at < to)
      .sort((a, b) => a - b);
}

export interface Rule {
  readonly freq: "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";
  readonly interval: number;
  /** `MO`, or `2MO`, `-1FR` where the frequency allows it. */
  readonly byDay: readonly string[] | null;
  readonly byMonthDay: readonly number[] | null;
  readonly byYearDay: readonly number[] | null;
  readonly byWeekNo: readonly number[] | null;
  readonly byMonth: readonly number[] | null;
  readonly byHour: readonly number[] | null;
  readonly bySetPos: readonly number[] | null;
  /** The day on which a week begins; null: Monday. */
  readonly weekStart: string | null;
  readonly end: { readonly count: number } | { readonly until: Wall } | null;
}

export const writeTime = (wall: Wall): string => new Date(wall).toISOString().slice(0, 19).replace(/[-:]/g, "");

/** `until` as it is to be written. */
export function writeRule(rule: Rule, until: (wall: Wall) => string = writeTime): string {
  const list = (name: string, values: readonly (string | number)[] | null) =>
    values === null ? [] : [`${name}=${values.join(",")}`];
  return [
    `FREQ=${rule.freq}`,
    ...(rule.interval === 1 ? [] : [`INTERVAL=${rule.interval}`]),
    ...list("BYMONTH", rule.byMonth),
    ...list("BYWEEKNO", rule.byWeekNo),
    ...list("BYYEARDAY", rule.byYearDay),
    ...list("BYMONTHDAY", rule.byMonthDay),
    ...list("BYDAY", rule.byDay),
    ...list("BYHOUR", rule.byHour),
    ...list("BYSETPOS", rule.bySetPos),
    ...(rule.weekStart === null ? [] : [`WKST=${rule.weekStart}`]),
    ...(rule.end === null
      ? []
      : "count" in rule.end
        ? [`COUNT=${rule.end.count}`]
        : [`UNTIL=${until(rule.end.until)}`]),
  ].join(";");
}

const monthOf = (wall: Wall): number => new Date(wall).getUTCFullYear() * 12 + new Date(wall).getUTCMonth();
/** The day on which the week of a day begins. */
function weekBegin({ weekStart }: Rule, midnight: Wall): Wall {
  const back = (new Date(midnight).getUTCDay() - dayNames.indexOf(weekStart ?? "MO") + 7) % 7;
  return midnight - back * day;
}

/** The first day of a period, counted from that of the start. */
function periodStart(rule: Rule, start: Wall, index: number): Wall {
  const { freq, interval } = rule;
  const step = index * interval;
  if (freq === "DAILY") return midnightOf(start) + step * day;
  if (freq === "WEEKLY") return weekBegin(rule, midnightOf(start)) + step * 7 * day;
  const month = freq === "MONTHLY" ? monthOf(start) + step : (new Date(start).getUTCFullYear() + step) * 12;
  return Date.UTC(Math.floor(month / 12), month % 12, 1);
}

function periodEnd({ freq }: Rule, from: Wall): Wall {
  if (freq === "DAILY") return from + day;
  if (freq === "WEEKLY") return from + 7 * day;
  const date = new Date(from);
  return Date.UTC(
    date.getUTCFullYear() + (freq === "YEARLY" ? 1 : 0),
    date.getUTCMonth() + (freq === "MONTHLY" ? 1 : 0),
    1,
  );
}

/** Is the day the nth (or last but n) of its weekday, in its month or its year? */
function isWeekday(rule: Rule, midnight: Wall): boolean {
  const date = new Date(midnight);
  const name = dayNames[date.getUTCDay()] as string;
  const inYear = rule.freq === "YEARLY" && rule.byMonth === null;
  const first = inYear ? Date.UTC(date.getUTCFullYear(), 0, 1) : Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  const next = inYear
    ? Date.UTC(date.getUTCFullYear() + 1, 0, 1)
    : Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  const forwards = Math.floor((midnight - first) / (7 * day)) + 1;
  const backwards = -(Math.floor((next - day - midnight) / (7 * day)) + 1);
  return (rule.byDay ?? []).some((each) => {
    const nth = each.slice(0, -2);
    return each.endsWith(name) && (nth === "" || Number(nth) === forwards || Number(nth) === backwards);
  });
}

function isMonthDay(days: readonly number[], midnight: Wall): boolean {
  const date = new Date(midnight);
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return days.some((each) => (each > 0 ? each : length + 1 + each) === date.getUTCDate());
}

const yearBegin = (wall: Wall, further = 0): Wall => Date.UTC(new Date(wall).getUTCFullYear() + further, 0, 1);

function isYearDay(days: readonly number[], midnight: Wall): boolean {
  const forwards = (midnight - yearBegin(midnight)) / day + 1;
  const backwards = -(yearBegin(midnight, 1) - midnight) / day;
  return days.includes(forwards) || days.includes(backwards);
}

/** A week belongs to the year that has most of its days, so its fourth day says to which. */
function isWeekNumber(rule: Rule, midnight: Wall): boolean {
  const fourth = weekBegin(rule, midnight) + 3 * day;
  const forwards = Math.floor((fourth - yearBegin(fourth)) / (7 * day)) + 1;
  const backwards = -(Math.floor((yearBegin(fourth, 1) - day - fourth) / (7 * day)) + 1);
  return rule.byWeekNo?.some((each) => each === forwards || each === backwards) ?? true;
}

function isOn(rule: Rule, start: Wall, midnight: Wall): boolean {
  const [date, first] = [new Date(midnight), new Date(start)];
  if (rule.byMonth !== null && !rule.byMonth.includes(date.getUTCMonth() + 1)) return false;
  if (!isWeekNumber(rule, midnight)) return false;
  if (rule.byYearDay !== null && !isYearDay(rule.byYearDay, midnight)) return false;
  if (rule.byMonthDay !== null && !isMonthDay(rule.byMonthDay, midnight)) return false;
  if (rule.byDay !== null) return isWeekday(rule, midnight);
  if (rule.byMonthDay !== null || rule.byYearDay !== null || rule.freq === "DAILY") return true;
  if (rule.freq === "WEEKLY" || rule.byWeekNo !== null) return date.getUTCDay() === first.getUTCDay();
  const isSameMonth = rule.freq === "MONTHLY" || rule.byMonth !== null || date.getUTCMonth() === first.getUTCMonth();
  return isSameMonth && date.getUTCDate() === first.getUTCDate();
}

/** Occurrences up to `until`, from the start on; the start itself only where the rule has it. */
export function ruleStarts(rule: Rule, start: Wall): StartsBetween {
  const time = start - midnightOf(start);
  const times = rule.byHour?.map((hour) => hour * 60 * minute + (time % (60 * minute))) ?? [time];
  return (from, to) => {
    const found: Wall[] = [];
    const count = rule.end !== null && "count" in rule.end ? rule.end.count : Number.POSITIVE_INFINITY;
    const last = rule.end !== null && "until" in rule.end ? rule.end.until : Number.POSITIVE_INFINITY;
    let seen = 0;
    for (let index = 0; ; index += 1) {
      const begin = periodStart(rule, start, index);
      if (begin >= to || begin > last || seen >= count) break;
      const set = daysFrom(begin, periodEnd(rule, begin))
        .filter((midnight) => isOn(rule, start, midnight))
        .flatMap((midnight) => times.map((each) => midnight + each))
        .sort((a, b) => a - b);
      const chosen =
        rule.bySetPos === null
          ? set
          : set.filter((_, at) => rule.bySetPos?.some((each) => (each > 0 ? each - 1 : set.length + each) === at));
      for (const at of chosen) {
        if (at < start || at > last || seen >= count) continue;
        seen += 1;
        if (at >= from && at < to) found.push(at);
      }
    }
    return found;
  };
}
