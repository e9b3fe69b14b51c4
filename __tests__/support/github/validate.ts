/** Holds requests and responses to GitHub's published description. Every answer is null (fine) or a sentence that says what breaks it. */
import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import { description, type Operation, type Parameter, type Schema } from "./description.ts";
import { type ApiVersion, convert, removedIn } from "./json-schema.ts";

/** Fields that the live API sends and no published description has. Only the answers named here may hold them. */
const unpublished: Readonly<Record<string, readonly string[]>> = {
  "repos/get-environment": ["can_admins_bypass"],
  "repos/get-all-environments": ["can_admins_bypass"],
};

/** Conclusions that GitHub itself gives to check runs, though the description of check runs lists them for suites only. */
const givenByGitHub = new Set(["stale", "startup_failure"]);

/** Any operation may end like this, whether or not its own description lists it. */
const commonFailures = new Set([400, 401, 403, 404, 409, 410, 422, 429, 500, 502, 503]);

interface Validators {
  readonly answers: Ajv;
  readonly questions: Ajv;
  readonly compiled: Map<string, ValidateFunction>;
  readonly removed: ReadonlySet<string>;
}

const perVersion = new Map<ApiVersion, Validators>();

function validators(version: ApiVersion): Validators {
  const known = perVersion.get(version);
  if (known !== undefined) return known;
  const { schemas } = description();
  const family = (open: boolean): Record<string, Schema> =>
    Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, convert(schema, version, open)]));
  const document = { $id: `github:${version}`, closed: family(false), open: family(true) };
  const made = [false, true].map((coerceTypes) => {
    const ajv = new Ajv({ strict: false, inlineRefs: false, validateSchema: false, coerceTypes, verbose: true });
    formats.default(ajv, ["date-time", "date", "email"]);
    // GitHub sends "" where an address is described and there is none.
    ajv.addFormat("uri", (value: string) => value === "" || URL.canParse(value));
    return ajv.addSchema(document);
  });
  const [answers, questions] = made as [Ajv, Ajv];
  const made2 = { answers, questions, compiled: new Map(), removed: removedIn(version, schemas) };
  perVersion.set(version, made2);
  return made2;
}

/** Compiles a schema once; `name` is its place, unique within the version. */
function compile(
  version: ApiVersion,
  which: "answers" | "questions",
  name: string,
  make: () => Schema,
): ValidateFunction {
  const all = validators(version);
  const known = all.compiled.get(name);
  if (known !== undefined) return known;
  const compiled = all[which].compile(make());
  all.compiled.set(name, compiled);
  return compiled;
}

/** The deepest complaint is the most telling one: of `anyOf`, ajv lists the failures of every branch. */
function complaint(check: ValidateFunction): string {
  const errors = [...(check.errors ?? [])].sort((a, b) => b.instancePath.length - a.instancePath.length);
  const [first] = errors;
  if (first === undefined) return "it does not fit";
  const extra = first.params["additionalProperty"] ?? first.params["missingProperty"] ?? first.params["allowedValues"];
  const found = typeof first.data === "object" ? "" : ` (found ${JSON.stringify(first.data)})`;
  return `${first.instancePath || "/"} ${first.message ?? "does not fit"}${extra === undefined ? "" : `: ${String(extra)}`}${found}`;
}

export interface Question {
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The parsed body; undefined where none was sent. */
  readonly body: unknown;
}

export interface Parameters {
  readonly path: Readonly<Record<string, string | number>>;
  readonly query: Readonly<Record<string, string | number | boolean>>;
}

/** Checks path, query and body. Gives the parameters as the description types them, or says what is wrong. */
export function checkQuestion(operation: Operation, version: ApiVersion, question: Question): Parameters | string {
  const repeated = [...question.query.keys()].find((key, at, all) => all.indexOf(key) !== at);
  if (repeated !== undefined) return `The query names ${repeated} twice.`;
  const place = (
    where: "path" | "query",
    values: Readonly<Record<string, string>>,
  ): Record<string, string> | string => {
    const check = compile(version, "questions", `${operation.id} ${where}`, () =>
      ofParameters(
        operation.parameters.filter((one) => one.in === where),
        version,
      ),
    );
    const typed = { ...values };
    return check(typed) ? typed : `The ${where} breaks the description: ${complaint(check)}.`;
  };
  const path = place("path", question.path);
  if (typeof path === "string") return path;
  const query = place("query", Object.fromEntries(question.query));
  if (typeof query === "string") return query;

  const schema = Object.values(operation.body?.content ?? {})[0]?.schema;
  if (question.body === undefined) {
    if (operation.body?.required === true) return "A body is required and none was sent.";
  } else if (schema === undefined) return "A body was sent to an operation that takes none.";
  else {
    const check = compile(version, "answers", `${operation.id} body`, () => convert(schema, version));
    if (!check(question.body)) return `The body breaks the description: ${complaint(check)}.`;
  }
  return { path, query };
}

function ofParameters(parameters: readonly Parameter[], version: ApiVersion): Schema {
  return {
    type: "object",
    properties: Object.fromEntries(parameters.map((one) => [one.name, convert(one.schema, version)])),
    required: parameters.filter((one) => one.required === true).map((one) => one.name),
    additionalProperties: false,
  };
}

/** Takes out what this version of the API no longer sends. */
export function inVersionOf(version: ApiVersion, body: unknown): unknown {
  const { removed } = validators(version);
  if (removed.size === 0) return body;
  return JSON.parse(JSON.stringify(body, (key, value: unknown) => (removed.has(key) ? undefined : value)));
}

/** Checks an answer's body (undefined: none) against the description of its status. */
export function checkAnswer(operation: Operation, version: ApiVersion, status: number, body: unknown): string | null {
  if (status === 304) return body === undefined ? null : "A 304 has no body.";
  const described = operation.responses.has(status);
  if (!described && !commonFailures.has(status)) return `The description knows no answer ${status} to ${operation.id}.`;
  const schema =
    operation.responses.get(status) ?? (status >= 400 ? { $ref: "#/components/schemas/basic-error" } : null);
  if (schema === null) return body === undefined ? null : `The description gives the answer ${status} no body.`;
  if (body === undefined) return `The description gives the answer ${status} a body.`;
  const check = compile(version, "answers", `${operation.id} ${status}`, () => convert(schema, version));
  const hidden = new Set(unpublished[operation.id]);
  const published = (key: string, value: unknown): unknown => {
    if (key === "conclusion" && givenByGitHub.has(String(value))) return "neutral";
    return hidden.has(key) ? undefined : value;
  };
  const plain: unknown = JSON.parse(JSON.stringify(body, published));
  return check(plain) ? null : `The answer ${status} breaks the description: ${complaint(check)}.`;
}
