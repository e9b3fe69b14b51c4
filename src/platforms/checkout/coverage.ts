/** Counts covered lines in lcov and Cobertura reports; a line that several records name counts once. */
import type { CoverageReport } from "../../core/evidence/test-reports.ts";
import { decoded, ReportError, readXml } from "./report-xml.ts";

type Counted = Omit<CoverageReport, "path">;

/** No file of code has more lines; a larger number is a broken report. */
const mostLines = 10_000_000;
const longestRecord = 64 * 1024;

/** Lines by file: 1 was never run, 2 was run at least once. */
class Lines {
  readonly #files = new Map<string, Map<number, boolean>>();
  add(file: string, line: string | undefined, hits: string | undefined): void {
    const number = /^\d{1,9}$/.test(line ?? "") ? Number(line) : 0;
    if (number < 1 || number > mostLines || !/^-?\d+(?:\.\d+)?$/.test(hits ?? ""))
      throw new ReportError(`counts a line in a way that cannot be read: line ${line ?? "?"}, hits ${hits ?? "?"}`);
    const lines = this.#files.get(file) ?? new Map<number, boolean>();
    this.#files.set(file, lines);
    lines.set(number, lines.get(number) === true || Number(hits) > 0);
  }
  count(): { linesCovered: number; linesTotal: number } {
    let [linesCovered, linesTotal] = [0, 0];
    for (const lines of this.#files.values()) {
      linesTotal += lines.size;
      for (const isCovered of lines.values()) if (isCovered) linesCovered += 1;
    }
    return { linesCovered, linesTotal };
  }
}

/** Tells the format by the first character that is no space. Throws `ReportError`. */
export async function readCoverage(bytes: AsyncIterable<Uint8Array>): Promise<Counted> {
  const chunks = bytes[Symbol.asyncIterator]();
  const beginning: Uint8Array[] = [];
  let isXml: boolean | null = null;
  while (isXml === null) {
    const { value, done } = await chunks.next();
    if (done === true) throw new ReportError("is empty");
    beginning.push(value);
    const text = Buffer.from(value)
      .toString("latin1")
      .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, "");
    const first = text.replaceAll("\0", "").trimStart().charAt(0);
    if (first !== "") isXml = first === "<";
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* beginning;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
  }
  const counted = await (isXml ? readCobertura(all()) : readLcov(all()));
  if (counted.linesTotal === 0) throw new ReportError("counts no line at all");
  return counted;
}

async function readCobertura(bytes: AsyncIterable<Uint8Array>): Promise<Counted> {
  const lines = new Lines();
  const path: string[] = [];
  let file = "";
  let summary: { linesCovered: number; linesTotal: number } | null = null;
  await readXml(bytes, {
    open(element, attributes) {
      if (path.length === 0) {
        if (element !== "coverage")
          throw new ReportError(`is neither lcov nor Cobertura: its root is <${element}>, not <coverage>`);
        const [covered, valid] = [Number(attributes["lines-covered"]), Number(attributes["lines-valid"])];
        if (Number.isSafeInteger(covered) && Number.isSafeInteger(valid) && covered >= 0 && covered <= valid)
          summary = { linesCovered: covered, linesTotal: valid };
      }
      if (element === "class") file = attributes.filename ?? attributes.name ?? "";
      // Methods list their lines a second time.
      if (element === "line" && path.includes("class") && !path.includes("method"))
        lines.add(file, attributes.number, attributes.hits);
      path.push(element);
    },
    close() {
      path.pop();
    },
  });
  const counted = lines.count();
  return { format: "cobertura", ...(counted.linesTotal === 0 && summary !== null ? summary : counted) };
}

async function readLcov(bytes: AsyncIterable<Uint8Array>): Promise<Counted> {
  const lines = new Lines();
  let record: { readonly file: string; hasLines: boolean; found: number; hit: number } | null = null;
  let records = 0;
  let [linesCovered, linesTotal] = [0, 0];
  for await (const line of textLines(bytes)) {
    const [, key, value = ""] = /^([A-Za-z]+):(.*)$/.exec(line) ?? [];
    if (key === "SF") {
      if (record !== null) throw new ReportError(`is cut off or broken: ${record.file} has no end_of_record`);
      record = { file: value, hasLines: false, found: 0, hit: 0 };
    } else if (key === "DA" && record !== null) {
      const [number, hits] = value.split(",");
      lines.add(record.file, number, hits);
      record.hasLines = true;
    } else if (key === "LF" && record !== null) record.found = Number(value);
    else if (key === "LH" && record !== null) record.hit = Number(value);
    else if (line === "end_of_record") {
      if (record === null) throw new ReportError("is broken: an end_of_record without its SF line");
      if (!record.hasLines) {
        if (!(Number.isSafeInteger(record.found) && record.hit >= 0 && record.hit <= record.found))
          throw new ReportError(`counts ${record.file} in a way that cannot be read`);
        linesTotal += record.found;
        linesCovered += record.hit;
      }
      record = null;
      records += 1;
    } else if (key === undefined && line !== "" && !line.startsWith("#"))
      throw new ReportError("is neither lcov nor Cobertura");
  }
  if (record !== null) throw new ReportError(`is cut off: ${record.file} has no end_of_record`);
  if (records === 0) throw new ReportError("is neither lcov nor Cobertura");
  const counted = lines.count();
  return {
    format: "lcov",
    linesCovered: linesCovered + counted.linesCovered,
    linesTotal: linesTotal + counted.linesTotal,
  };
}

async function* textLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest = "";
  for await (const text of decoded(bytes)) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > longestRecord) throw new ReportError("is neither lcov nor Cobertura");
    for (const line of lines) yield line.trim();
  }
  yield rest.trim();
}
