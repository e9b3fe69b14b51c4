/** Numbers in sentences of the risk room. */

/** `1 line`, `2 lines`; English digits with thousands apart: `1,200 lines`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${grouped(n)} ${n === 1 ? one : many}`;
}

/** `1200` as `1,200`, without asking for a locale. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
