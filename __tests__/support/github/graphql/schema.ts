/** GitHub's published GraphQL schema, built once in each worker, with scalars that hold values to their form. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  buildSchema,
  type DocumentNode,
  type GraphQLError,
  GraphQLScalarType,
  type GraphQLSchema,
  parse,
  validate,
} from "graphql";

let built: GraphQLSchema | undefined;

const forms: Readonly<Record<string, (text: string) => boolean>> = {
  DateTime: (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text),
  GitTimestamp: (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/.test(text),
  GitObjectID: (text) => /^[0-9a-f]{40}$/.test(text),
  URI: (text) => text === "" || text.startsWith("/") || URL.canParse(text),
};

export function schema(): GraphQLSchema {
  if (built !== undefined) return built;
  const file = fileURLToPath(import.meta.resolve("@octokit/graphql-schema")).replace(/index\.js$/, "schema.graphql");
  // The published text has two fields twice, which a strict reading would refuse.
  built = buildSchema(readFileSync(file, "utf8"), { assumeValidSDL: true });
  for (const [name, holds] of Object.entries(forms)) {
    const scalar = built.getType(name);
    if (!(scalar instanceof GraphQLScalarType)) throw new Error(`The schema has no scalar ${name}.`);
    const hold = (value: unknown): unknown => {
      if (typeof value === "string" && holds(value)) return value;
      throw new TypeError(`${JSON.stringify(value)} is no ${name}.`);
    };
    scalar.serialize = hold;
    scalar.parseValue = hold;
    scalar.parseLiteral = (node) => hold(node.kind === "StringValue" ? node.value : null);
  }
  return built;
}

type Reading = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };
const read = new Map<string, Reading>();

/** The query, parsed and held to the schema; each text once. */
export function reading(text: string): Reading {
  const known = read.get(text);
  if (known !== undefined) return known;
  const made = check(text);
  if (read.size > 200) read.clear();
  read.set(text, made);
  return made;
}

function check(text: string): Reading {
  try {
    const document = parse(text);
    const errors = validate(schema(), document);
    return errors.length > 0 ? { errors } : { document };
  } catch (error) {
    return { errors: [error as GraphQLError] };
  }
}
