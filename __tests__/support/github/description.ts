/** GitHub's published OpenAPI description, read once in each worker: which operation answers a method and a path, in which API version. */
import { readFileSync } from "node:fs";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Schema = { readonly [key: string]: unknown };

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Body {
  readonly required?: boolean;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

export interface Operation {
  /** Such as `repos/get-environment`: the name under which a handler stands. */
  readonly id: string;
  readonly method: string;
  /** Such as `/repos/{owner}/{repo}/environments/{environment_name}`. */
  readonly template: string;
  readonly parameters: readonly Parameter[];
  readonly body: Body | null;
  /** Status -> schema; null where the answer has no body. */
  readonly responses: ReadonlyMap<number, Schema | null>;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

export interface Description {
  readonly operations: readonly Operation[];
  readonly schemas: Readonly<Record<string, Schema>>;
}

interface RawOperation {
  readonly operationId: string;
  readonly parameters?: readonly (Parameter & { readonly $ref?: string; readonly "x-multi-segment"?: boolean })[];
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, Body & { readonly $ref?: string }>>;
}

interface Raw {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A reference's name may be written with slashes here, though the description doesn't say so: GitHub's own examples do. */
const slashesAllowed = new Set([
  "/git/ref/{ref}",
  "/git/matching-refs/{ref}",
  "/branches/{branch}",
  "/rules/branches/{branch}",
]);

let raw: Raw | undefined;
function readRaw(): Raw {
  raw ??= JSON.parse(readFileSync(new URL("description.json", import.meta.url), "utf8")) as Raw;
  return raw;
}

let described: Description | undefined;

/** The description, indexed. */
export function description(): Description {
  described ??= index(readRaw());
  return described;
}

function index(whole: Raw): Description {
  const resolve = <T extends { readonly $ref?: string }>(part: T): T => {
    if (part.$ref === undefined) return part;
    const [, , room = "", name = ""] = part.$ref.split("/");
    return whole.components[room]?.[name] as T;
  };
  const operations = Object.entries(whole.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, operation]): Operation => {
      const parameters = (operation.parameters ?? []).map(resolve);
      const free = [...slashesAllowed].some((end) => template.endsWith(end));
      const many = new Set(parameters.filter((one) => free || one["x-multi-segment"] === true).map((one) => one.name));
      const names: string[] = [];
      const pattern = template.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&").replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
        names.push(name);
        // The root folder is `/contents/`.
        if (name === "path") return "(.*)";
        return many.has(name) && !["owner", "repo"].includes(name) ? "(.+)" : "([^/]+)";
      });
      const responses = Object.entries(operation.responses).map(([status, response]) => {
        const content = Object.values(resolve(response).content ?? {})[0];
        return [Number(status), content?.schema ?? null] as const;
      });
      return {
        id: operation.operationId,
        method: method.toUpperCase(),
        template,
        parameters,
        body: operation.requestBody ?? null,
        responses: new Map(responses),
        pattern: new RegExp(`^${pattern}$`),
        names,
      };
    }),
  );
  // The more is fixed in a path, the earlier it is tried: `/commits/{ref}/status` before `/commits/{ref}`.
  const fixed = (one: Operation): number => one.template.replaceAll(/\{[^}]+\}/g, "").length;
  return {
    operations: operations.sort((a, b) => fixed(b) - fixed(a)),
    schemas: whole.components["schemas"] as Readonly<Record<string, Schema>>,
  };
}

export interface Match {
  readonly operation: Operation;
  /** Decoded values of the path, as text. */
  readonly path: Readonly<Record<string, string>>;
}

/** The operation that answers; null where the description has none. */
export function match(method: string, pathname: string): Match | null {
  for (const operation of description().operations) {
    if (operation.method !== method) continue;
    const found = operation.pattern.exec(pathname);
    if (found === null) continue;
    const path = operation.names.map((name, at) => [name, decodeURIComponent(found[at + 1] ?? "")] as const);
    return { operation, path: Object.fromEntries(path) };
  }
  return null;
}
