/** The JSON Schema of a policy file, for completion in editors. */
import { z } from "zod";
import type { Group } from "../approvals/groups.ts";
import type { Calendar } from "../calendar/calendar.ts";
import { reference } from "./references.ts";
import { policySchema } from "./schema.ts";

type Json = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Maps are merged over `defaults` and over what a policy extends, so a key that is missing in one of them is no mistake there. Lists are
 * replaced as a whole: inside `items` every required key stays required.
 */
function withoutRequired(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutRequired);
  if (!isMap(schema)) return schema;
  const entries = Object.entries(schema).filter(([key, value]) => key !== "required" || !Array.isArray(value));
  return Object.fromEntries(
    entries.map(([key, value]) => {
      if (key === "items" || key === "default" || key === "examples" || key === "enum") return [key, value];
      if (key === "properties" && isMap(value))
        return [key, Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withoutRequired(each)]))];
      return [key, withoutRequired(value)];
    }),
  );
}

/** Draft 2020-12, made of the schema that policies are parsed with. What refers to other parts of the file stays plain text here. */
export function policyJsonSchema(): Json {
  const references = {
    calendar: reference<Calendar>("calendar", new Map()),
    group: reference<Group>("group", new Map()),
  };
  const schema = z.toJSONSchema(policySchema(references), { io: "input", target: "draft-2020-12", reused: "inline" });
  const loose = withoutRequired(schema);
  return { title: "Release Gate policy", ...(isMap(loose) ? loose : {}), required: ["version"] };
}
