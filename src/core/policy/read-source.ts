/** Reads one policy file: bytes go in, a located tree and everything wrong with the writing come out. */
import { type Document, isScalar, type ParsedNode, parseDocument, type YAMLError } from "yaml";
import { decode } from "./decode.ts";
import { locate } from "./locate.ts";
import type { LocatedMap, Place, SourceText } from "./located.ts";
import { type Problem, problemAt } from "./problems.ts";
import { scan } from "./scan.ts";

/** One file of a policy. */
export interface Source extends SourceText {
  /** Does it come with the gate? */
  readonly isBuiltIn: boolean;
  /** The file's map; null when the writing is too broken to judge the meaning, and `problems` then says why. */
  readonly tree: LocatedMap | null;
  readonly problems: readonly Problem[];
}

/** What to say about a mistake in the writing; the rest keeps the words of the YAML library. */
const sayings: Readonly<Record<string, readonly [message: string, expected: string | null]>> = {
  TAB_AS_INDENT: ["a tab cannot indent YAML", "spaces"],
  MULTIPLE_DOCS: ["a second document begins here", "one document in a policy file; remove this line and what follows"],
  RESOURCE_EXHAUSTION: ["values are nested too deeply", "the few levels of a policy"],
  BLOCK_AS_IMPLICIT_KEY: [
    "a map cannot begin inside the value of another key",
    "a new line, or quotes around the text",
  ],
};

function syntaxProblem(source: SourceText, error: YAMLError): Problem {
  const [message, expected] = sayings[error.code] ?? [`this is not valid YAML: ${error.message}`, "valid YAML"];
  return problemAt({ source, offset: error.pos[0] }, message, { expected });
}

/** Mistakes that leave the rest of the file readable: all of them are told. Of the others one mostly causes the next. */
const harmless = new Set(["TAB_AS_INDENT", "BAD_SCALAR_START", "BAD_DQ_ESCAPE", "MULTIPLE_ANCHORS", "MULTIPLE_TAGS"]);

function worthTelling(errors: readonly YAMLError[]): readonly YAMLError[] {
  const inOrder = [...errors].sort((a, b) => a.pos[0] - b.pos[0]);
  const first = inOrder.find(({ code }) => !harmless.has(code));
  return inOrder.filter((error) => error === first || harmless.has(error.code));
}

const emptyProblem = (source: SourceText, at: Place): Problem =>
  problemAt(at, source.text.trim() === "" ? "the file is empty" : "the file holds no policy, only comments", {
    expected: "a policy, which begins with `version: 1`",
  });

/** Reads a file. `file` is the name that messages use. Never throws for what is in the file. */
export function readSource(file: string, bytes: Uint8Array, isBuiltIn = false): Source {
  const { source, problem } = decode(file, bytes);
  const refused = (problems: readonly Problem[]): Source => ({ ...source, isBuiltIn, tree: null, problems });
  if (problem !== null) return refused([problem]);
  const oversized = scan(source);
  if (oversized !== null) return refused([oversized]);
  const document = parsed(source.text);
  if (document === null) return refused([problemAt({ source, offset: 0 }, "values are nested too deeply")]);
  if (document.errors.length > 0)
    return refused(worthTelling(document.errors).map((error) => syntaxProblem(source, error)));
  const contents = document.contents as ParsedNode | null;
  const start = { source, offset: contents?.range[0] ?? 0 };
  const isNothing = contents === null || (isScalar(contents) && contents.value === null && contents.source === "");
  if (isNothing) return refused([emptyProblem(source, { source, offset: 0 })]);
  const { located, problems, isReliable } = locate(source, contents);
  if (!isReliable) return refused(problems);
  if (located.kind !== "map")
    return refused([
      ...problems,
      problemAt(start, `a policy cannot be a ${located.kind === "list" ? "list" : "single value"}`, {
        expected: "a map, which begins with `version: 1`",
      }),
    ]);
  return { ...source, isBuiltIn, tree: located, problems };
}

/** Null where the YAML library gives up: it recurses, and values can be nested deeper than a stack. */
function parsed(text: string): Document.Parsed | null {
  try {
    return parseDocument(text, {
      schema: "core",
      merge: false,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: "error",
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
