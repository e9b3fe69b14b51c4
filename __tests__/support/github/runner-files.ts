/** What the runner makes of what a step wrote: the files of outputs and the commands on standard output. */

export interface Command {
  /** Such as `error`, `warning`, `add-mask`, `set-output`. */
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Reads `NAME=VALUE` and `NAME<<END ... END`. Throws where the runner would fail the step. */
export function pairsIn(text: string): Record<string, string> {
  const pairs: Record<string, string> = {};
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const line = (lines[at] ?? "").replace(/\r$/, "");
    if (line === "") continue;
    const [equals, heredoc] = [line.indexOf("="), line.indexOf("<<")];
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      pairs[line.slice(0, equals)] = line.slice(equals + 1);
      continue;
    }
    if (heredoc < 0) throw new Error(`Invalid format '${line}'`);
    const end = line.slice(heredoc + 2);
    const value: string[] = [];
    for (at += 1; ; at += 1) {
      const next = lines[at];
      if (next === undefined) throw new Error(`Invalid value. Matching delimiter not found '${end}'`);
      if (next.replace(/\r$/, "") === end) break;
      value.push(next);
    }
    pairs[line.slice(0, heredoc)] = value.join("\n");
  }
  return pairs;
}

const unescaped = (text: string): string =>
  text
    .replaceAll("%0D", "\r")
    .replaceAll("%0A", "\n")
    .replaceAll("%3A", ":")
    .replaceAll("%2C", ",")
    .replaceAll("%25", "%");

/** Commands that the runner would obey: lines that begin `::name`, and none between `stop-commands` and its word. */
export function commandsIn(stdout: string): Command[] {
  const found: Command[] = [];
  let paused: string | null = null;
  for (const line of stdout.split("\n")) {
    const [, name, properties = "", message = ""] = /^\s*::([\w-]+)(?: (.*?))?::(.*?)\r?$/.exec(line) ?? [];
    if (paused !== null) {
      if (line.trim() === `::${paused}::`) paused = null;
      continue;
    }
    if (name === undefined) continue;
    if (name === "stop-commands") {
      paused = message;
      continue;
    }
    const pairs = properties
      .split(",")
      .filter(Boolean)
      .map((pair) => pair.split(/=(.*)/s) as [string, string]);
    found.push({
      name,
      properties: Object.fromEntries(pairs.map(([key, value]) => [key.trim(), unescaped(value ?? "")])),
      message: unescaped(message),
    });
  }
  return found;
}
