/** Counts changed lines as git does (Myers' shortest edit script) and writes the hunks of a patch. */

export interface LineChanges {
  readonly additions: number;
  readonly deletions: number;
  /** Hunks with three lines of context, as in GitHub's `patch`. */
  readonly patch: string;
}

type Edit = { readonly sign: " " | "-" | "+"; readonly text: string };

const split = (text: string): string[] => (text === "" ? [] : text.replace(/\n$/, "").split("\n"));

/** Beyond this many edits the middle is taken as replaced: the exact script would take too long. */
const mostEdits = 2000;

/** Myers' greedy algorithm; keeps the frontier of every round to walk back along. */
function script(a: readonly string[], b: readonly string[]): Edit[] | null {
  const rounds: Map<number, number>[] = [];
  let frontier = new Map<number, number>([[1, 0]]);
  for (let d = 0; d <= Math.min(a.length + b.length, mostEdits); d += 1) {
    rounds.push(new Map(frontier));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (frontier.get(k - 1) ?? -1) < (frontier.get(k + 1) ?? -1));
      let x = down ? (frontier.get(k + 1) ?? 0) : (frontier.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      frontier.set(k, x);
      if (x >= a.length && x - k >= b.length) return walkBack(a, b, rounds);
    }
    frontier = new Map(frontier);
  }
  return null;
}

function walkBack(a: readonly string[], b: readonly string[], rounds: readonly Map<number, number>[]): Edit[] {
  const edits: Edit[] = [];
  let [x, y] = [a.length, b.length];
  const same = (untilX: number, untilY: number): void => {
    while (x > untilX && y > untilY) {
      x -= 1;
      y -= 1;
      edits.push({ sign: " ", text: a[x] ?? "" });
    }
  };
  for (let d = rounds.length - 1; d > 0; d -= 1) {
    const frontier = rounds[d] ?? new Map<number, number>();
    const k = x - y;
    const down = k === -d || (k !== d && (frontier.get(k - 1) ?? -1) < (frontier.get(k + 1) ?? -1));
    const from = down ? k + 1 : k - 1;
    const fromX = frontier.get(from) ?? 0;
    const fromY = fromX - from;
    if (down) {
      same(fromX, fromY + 1);
      edits.push({ sign: "+", text: b[fromY] ?? "" });
    } else {
      same(fromX + 1, fromY);
      edits.push({ sign: "-", text: a[fromX] ?? "" });
    }
    [x, y] = [fromX, fromY];
  }
  same(0, 0);
  return edits.reverse();
}

export function lineChanges(before: string, after: string): LineChanges {
  const [a, b] = [split(before), split(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [midA, midB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const middle = script(midA, midB) ?? [
    ...midA.map((text): Edit => ({ sign: "-", text })),
    ...midB.map((text): Edit => ({ sign: "+", text })),
  ];
  const same = (text: string): Edit => ({ sign: " ", text });
  const all = [...a.slice(0, start).map(same), ...middle, ...a.slice(a.length - end).map(same)];
  const count = (sign: string): number => middle.filter((edit) => edit.sign === sign).length;
  return { additions: count("+"), deletions: count("-"), patch: hunks(all) };
}

function hunks(edits: readonly Edit[]): string {
  const near = new Set<number>();
  edits.forEach((edit, at) => {
    if (edit.sign !== " ") for (let next = at - 3; next <= at + 3; next += 1) near.add(next);
  });
  const out: string[] = [];
  let [lineA, lineB] = [1, 1];
  for (let at = 0; at < edits.length; ) {
    if (!near.has(at)) {
      [at, lineA, lineB] = [at + 1, lineA + 1, lineB + 1];
      continue;
    }
    let end = at;
    while (near.has(end) && end < edits.length) end += 1;
    const part = edits.slice(at, end);
    const lengthA = part.filter((edit) => edit.sign !== "+").length;
    const lengthB = part.filter((edit) => edit.sign !== "-").length;
    const span = (line: number, length: number): string =>
      `${length === 0 ? line - 1 : line}${length === 1 ? "" : `,${length}`}`;
    out.push(`@@ -${span(lineA, lengthA)} +${span(lineB, lengthB)} @@`, ...part.map((edit) => edit.sign + edit.text));
    [at, lineA, lineB] = [end, lineA + lengthA, lineB + lengthB];
  }
  return out.join("\n");
}
