/**
 * Makes the table of facts that the local GitLab of the tests is held to: routes, parameters, field names and types, read out of GitLab's
 * own OpenAPI document of its REST API.
 *
 *   node scripts/gitlab-facts.mjs openapi.json            # writes __tests__/support/gitlab/facts.json
 *   node scripts/gitlab-facts.mjs openapi.json --print    # writes to standard output
 */
import { readFileSync, writeFileSync } from "node:fs";

const [file, ...flags] = process.argv.slice(2);
if (file === undefined) {
  console.error("Usage: node scripts/gitlab-facts.mjs OPENAPI.json [--print]");
  process.exit(2);
}
const at = new URL("../__tests__/support/gitlab/", import.meta.url);
const document = JSON.parse(readFileSync(file, "utf8"));
const wanted = JSON.parse(readFileSync(new URL("described-routes.json", at), "utf8"));
const schemas = document.components.schemas;
const sorted = (entries) => Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
const nameOf = (reference) => reference.split("/").at(-1);
const entities = new Map();

/** `integer`, `time`, `a|b` for a choice, `Entity`, each with `[]` where there are many of it. */
function typeOf(schema = {}) {
  if (schema.$ref !== undefined) {
    const name = nameOf(schema.$ref);
    remember(name);
    return name;
  }
  if (schema.type === "array") return `${typeOf(schema.items)}[]`;
  if (schema.enum !== undefined) return schema.enum.join("|");
  if (schema.format === "date-time") return "time";
  return schema.type ?? "anything";
}

function remember(name) {
  if (entities.has(name) || schemas[name] === undefined) return;
  entities.set(name, {});
  entities.set(name, fieldsOf(schemas[name]));
}

const fieldsOf = (schema) =>
  sorted(Object.entries(schema.properties ?? {}).map(([name, field]) => [name, typeOf(field)]));

function answerOf(responses) {
  const good = Object.entries(responses).find(([status]) => status.startsWith("2"));
  const media = Object.values(good?.[1].content ?? {})[0];
  const schema = good?.[1].schema ?? media?.schema;
  if (schema === undefined) return null;
  return schema.properties === undefined ? typeOf(schema) : fieldsOf(schema);
}

function routeOf(route) {
  const [method = "", path = ""] = route.split(" ");
  const template = `/api/v4${path.replaceAll(/:(\w+)/g, "{$1}")}`;
  const operation = document.paths[template]?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`The document has no ${route}.`);
  const query = (operation.parameters ?? [])
    .filter((one) => one.in === "query")
    .map((one) => [one.name, `${typeOf(one.schema)}${one.required === true ? "!" : ""}`]);
  let body = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  if (body?.$ref !== undefined) body = schemas[nameOf(body.$ref)];
  const required = new Set(body?.required);
  const fields = Object.entries(body?.properties ?? {}).map(([name, field]) => [
    name,
    `${typeOf(field)}${required.has(name) ? "!" : ""}`,
  ]);
  return { query: sorted(query), body: sorted(fields), answer: answerOf(operation.responses) };
}

const routes = sorted(wanted.map((route) => [route, routeOf(route)]));
const text = `${JSON.stringify({ source: "GitLab REST API v4, OpenAPI", routes, entities: sorted(entities) }, null, 1)}\n`;
if (flags.includes("--print")) process.stdout.write(text);
else writeFileSync(new URL("facts.json", at), text);
