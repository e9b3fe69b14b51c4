/** Numbers in sentences of the risk room. */

/** `1 line`, `2 lines`; English digits with thousands apart: `1,200 lines`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${grouped(n)} ${n === 1 ? one : many}`;
}

/** `3.0 times as often` of a natural logarithm; 0 is `as often`. */
export function timesAsOften(log: number): string {
  const times = Math.exp(Math.max(-4, Math.min(4, log)));
  return times > 0.95 && times < 1.05 ? "as often" : `${times.toFixed(1)} times as often`;
}

/** `1200` as `1,200`, without asking for a locale. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
