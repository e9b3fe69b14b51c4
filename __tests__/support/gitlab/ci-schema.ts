/**
 * GitLab's published JSON Schema of a pipeline's configuration, as gitlab-ci-local carries it in its program: the project keeps no copy.
 */
import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import { parseAllDocuments } from "yaml";

const program = "node_modules/gitlab-ci-local/dist/index.js";
const mark = '$id:"https://gitlab.com/.gitlab-ci.yml"';

/** The object literal around the mark. Throws where the program no longer has it. */
function literal(text: string): string {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`${program} does not carry the schema any more.`);
  const from = text.lastIndexOf("{", at);
  let depth = 0;
  for (let index = from; index < text.length; index += 1) {
    const character = text[index] ?? "";
    if (character === '"' || character === "'" || character === "`") {
      for (index += 1; text[index] !== character; index += 1) if (text[index] === "\\") index += 1;
    } else if (character === "{") depth += 1;
    else if (character === "}") {
      depth -= 1;
      if (depth === 0) return text.slice(from, index + 1);
    }
  }
  throw new Error("The schema does not end.");
}

let compiled: ValidateFunction | undefined;
function validator(): ValidateFunction {
  if (compiled === undefined) {
    const schema = runInNewContext(`(${literal(readFileSync(program, "utf8"))})`) as object;
    const ajv = new Ajv({ strict: false, validateSchema: false, allErrors: true, validateFormats: false });
    formats.default(ajv);
    // The object comes from another world, where its prototypes are others.
    compiled = ajv.compile(JSON.parse(JSON.stringify(schema)) as object);
  }
  return compiled;
}

/** GitLab's own tag; what it refers to is not looked up, so it stands for whatever may stand there. */
const reference = {
  tag: "!reference",
  collection: "seq" as const,
  identify: () => false,
};

/** The documents of a configuration, the header with `spec:` included. Throws on what is no YAML. */
export function documentsOf(text: string): unknown[] {
  return parseAllDocuments(text, { customTags: [reference] }).map((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw error;
    return document.toJS() as unknown;
  });
}

/** A reference stands for what it refers to: the schema knows it only where a list may stand. */
function settled(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) {
    const isReference = value.length === 2 && String(value[0]).startsWith(".");
    if (isReference && key === "image") return "referenced";
    if (isReference && key === "variables") return {};
    return value.map((item) => settled(item));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, settled(inside, name)]));
}

/** What breaks GitLab's schema, sentence by sentence; nothing where it is sound. */
export function schemaProblems(document: unknown): string[] {
  const check = validator();
  if (check(settled(document))) return [];
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath || "/"} ${message ?? "does not fit"}`);
}
