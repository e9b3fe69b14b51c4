/** The table of facts: which route answers a method and a path, and whether a request or an answer keeps to what GitLab tells of it. */
import { readFileSync } from "node:fs";
import {
  type DescribedRoute,
  documentedAnswers,
  documentedBodies,
  documentedEntities,
  documentedFields,
  documentedQueries,
  documentedRoutes,
} from "./documented.ts";

type Fields = Readonly<Record<string, string>>;

export interface Facts {
  readonly routes: Readonly<Record<string, DescribedRoute>>;
  readonly entities: Readonly<Record<string, Fields>>;
}

/** What stands in GitLab's OpenAPI document. */
export const described = JSON.parse(readFileSync(new URL("facts.json", import.meta.url), "utf8")) as Facts;

const fieldsOf = (name: string): Fields | undefined => {
  const told = documentedEntities[name] ?? described.entities[name];
  if (told === undefined) return undefined;
  const more = Object.entries(documentedFields)
    .filter(([field]) => field.startsWith(`${name}.`))
    .map(([field, type]) => [field.slice(name.length + 1), type] as const);
  return { ...told, ...Object.fromEntries(more) };
};

const entities = new Map<string, Fields | undefined>();
function entity(name: string): Fields | undefined {
  if (!entities.has(name)) entities.set(name, fieldsOf(name));
  return entities.get(name);
}

export interface Route extends DescribedRoute {
  /** Such as `GET /projects/:id/deployments`: the name under which a handler stands. */
  readonly name: string;
  readonly method: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

const routes: readonly Route[] = Object.entries({ ...described.routes, ...documentedRoutes })
  .map(([name, told]): Route => {
    const [method = "", path = ""] = name.split(" ");
    const names = [...path.matchAll(/:(\w+)/g)].map(([, one]) => one ?? "");
    return {
      name,
      method,
      names,
      query: { ...told.query, ...documentedQueries[name] },
      body: documentedBodies[name] ?? told.body,
      answer: documentedAnswers[name] ?? told.answer,
      pattern: new RegExp(`^${path.replaceAll(/:\w+/g, "([^/]+)")}$`),
    };
  })
  // The more is fixed in a path, the earlier it is tried.
  .sort((a, b) => b.name.replaceAll(/:\w+/g, "").length - a.name.replaceAll(/:\w+/g, "").length);

export interface Match {
  readonly route: Route;
  /** Decoded values of the path. */
  readonly path: Readonly<Record<string, string>>;
}

/** The route that answers; null where GitLab has none, or the table was kept too short. */
export function match(method: string, pathname: string): Match | null {
  for (const route of routes) {
    if (route.method !== (method === "HEAD" ? "GET" : method)) continue;
    const found = route.pattern.exec(pathname);
    if (found === null) continue;
    const path = route.names.map((name, at) => [name, decodeURIComponent(found[at + 1] ?? "")] as const);
    return { route, path: Object.fromEntries(path) };
  }
  return null;
}

/** A choice is written in small letters (`a|b`, or one word that is no type); an entity never is. */
const isChoice = (type: string): boolean => type.includes("|") || (!scalars.has(type) && /^[a-z_\d]+$/.test(type));

const scalars = new Set(["string", "boolean", "number", "integer", "time", "object", "anything", "file"]);

/** Why a value in a query or a body does not fit; null where it does. */
function wrongValue(type: string, value: unknown): string | null {
  if (type.endsWith("[]")) return Array.isArray(value) || typeof value === "string" ? null : "is no list";
  if (isChoice(type)) return type.split("|").includes(String(value)) ? null : `is none of ${type}`;
  const text = String(value);
  if (type === "integer") return /^-?\d+$/.test(text) ? null : "is no whole number";
  if (type === "boolean") return /^(true|false)$/.test(text) ? null : "is neither true nor false";
  if (type === "time") return Number.isNaN(Date.parse(text)) || text.includes(" ") ? "is no moment" : null;
  return null;
}

/** Parameters of pages that every list takes. */
const paging: Fields = { pagination: "keyset|legacy", page_token: "string", cursor: "string", id_after: "integer" };

/** What is wrong with a request; null where it keeps to the table. Parameters of lists end in `[]`. */
export function wrongRequest(route: Route, query: URLSearchParams, body: unknown): string | null {
  for (const [key, value] of query) {
    const name = key.replace(/\[\]$/, "");
    const type = (route.query[name] ?? (route.query["per_page"] === undefined ? undefined : paging[name]))?.replace(
      "!",
      "",
    );
    if (type === undefined) return `It takes no parameter ${key}.`;
    if (key.endsWith("[]") !== type.endsWith("[]") && key.endsWith("[]")) return `${name} is no list.`;
    const wrong = wrongValue(type, value);
    if (wrong !== null) return `${key}=${value} ${wrong}.`;
    if (name === "per_page" && Number(value) > 100) return "More than 100 items a page are not given.";
  }
  for (const [name, type] of Object.entries(route.query))
    if (type.endsWith("!") && !query.has(name) && !query.has(`${name}[]`)) return `${name} is missing.`;
  const given = (body ?? {}) as Readonly<Record<string, unknown>>;
  for (const [name, value] of Object.entries(given)) {
    const type = route.body[name]?.replace("!", "");
    if (type === undefined) return `It takes no ${name} in its body.`;
    const wrong = wrongValue(type, value);
    if (wrong !== null) return `${name} ${wrong}.`;
  }
  for (const [name, type] of Object.entries(route.body))
    if (type.endsWith("!") && given[name] === undefined) return `${name} is missing in the body.`;
  return null;
}

/** Why an answer does not fit its type; null where it does. Every field may be null: the document tells of none that may not. */
function wrongField(type: string, value: unknown, place: string): string | null {
  if (value === null || value === undefined || type === "anything") return null;
  if (type.endsWith("[]")) {
    if (!Array.isArray(value)) return `${place} is no list`;
    for (const [at, item] of value.entries()) {
      const wrong = wrongField(type.slice(0, -2), item, `${place}[${at}]`);
      if (wrong !== null) return wrong;
    }
    return null;
  }
  if (isChoice(type)) return type.split("|").includes(String(value)) ? null : `${place} is none of ${type}`;
  if (!scalars.has(type)) {
    const fields = entity(type);
    if (fields === undefined) return null;
    return wrongObject(fields, value, place);
  }
  if (type === "object") return typeof value === "object" ? null : `${place} is no object`;
  if (type === "integer") return Number.isInteger(value) ? null : `${place} is no whole number`;
  if (type === "number" || type === "boolean") return typeof value === type ? null : `${place} is no ${type}`;
  if (typeof value !== "string") return `${place} is no text`;
  return type === "time" && !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? `${place} is no moment` : null;
}

function wrongObject(fields: Fields, value: unknown, place: string): string | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return `${place} is no object`;
  for (const [name, inside] of Object.entries(value)) {
    const type = fields[name];
    if (type === undefined) return `${place} has no field ${name}`;
    const wrong = wrongField(type, inside, `${place}.${name}`);
    if (wrong !== null) return wrong;
  }
  return null;
}

/** What is wrong with the local server's own good answer; null where it keeps to the table. */
export function wrongAnswer(route: Route, body: unknown): string | null {
  if (route.answer === null) return null;
  if (typeof route.answer !== "string") return wrongObject(route.answer, body, "the answer");
  return route.answer === "file" ? null : wrongField(route.answer, body, "the answer");
}

/** Names of entities that anything refers to and nobody tells: none, or the table was kept too short. */
export function untold(): string[] {
  const missing = new Set<string>();
  const see = (type: string): void => {
    const name = type.replaceAll(/\[\]|!/g, "");
    if (!isChoice(name) && !scalars.has(name) && entity(name) === undefined) missing.add(name);
  };
  for (const { answer } of routes)
    if (typeof answer === "string") see(answer);
    else for (const type of Object.values(answer ?? {})) see(type);
  for (const fields of [...Object.values(described.entities), ...Object.values(documentedEntities)])
    for (const type of Object.values(fields)) see(type);
  return [...missing].sort();
}
