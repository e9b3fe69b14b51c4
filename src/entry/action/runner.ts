/**
 * Speaks to the runner of GitHub Actions: commands on standard output, and the files of outputs and summary. The encoding is that of
 * `@actions/core`, to which a test holds it; the package itself is not loaded, because it brings an HTTP client along that makes the
 * start several times as long, and it offers no way to its parts.
 */
import { randomUUID } from "node:crypto";
import { appendFile } from "node:fs/promises";
import { PlatformError } from "../../platforms/platform.ts";

type Properties = Readonly<Record<string, string>>;

const escapeData = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const escapeProperty = (text: string): string => escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

/** One command, as a line. */
export function commandLine(name: string, properties: Properties, message: string): string {
  const given = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${name}${given.length === 0 ? "" : ` ${given.join(",")}`}::${escapeData(message)}\n`;
}

/** Outputs as the runner's file has them. The delimiter is new each time, so that no value can end itself. */
export function outputLines(outputs: Properties): string {
  return Object.entries(outputs)
    .map(([name, value]) => {
      const end = `ghadelimiter_${randomUUID()}`;
      return `${name}<<${end}\n${value}\n${end}\n`;
    })
    .join("");
}

/** Text in which no line is taken for a command, whatever it holds. */
export function pausedLines(text: string): string {
  const end = randomUUID();
  return `::stop-commands::${end}\n${text.endsWith("\n") ? text : `${text}\n`}::${end}::\n`;
}

/** Appends to a file that the runner handed in. Throws `PlatformError` where it did not, or where it cannot be written. */
export async function appendTo(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  text: string,
): Promise<void> {
  const file = env[name] ?? "";
  if (file === "")
    throw new PlatformError(
      "unreadable",
      `The runner named no file in ${name}.`,
      "Run this as a step of GitHub Actions.",
    );
  try {
    await appendFile(file, text);
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    throw new PlatformError("unreadable", `The file that the runner named in ${name} cannot be written: ${because}.`);
  }
}
