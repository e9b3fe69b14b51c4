/** `policy schema`: the JSON Schema of a policy file. */
import { policyJsonSchema } from "../../core/policy/json-schema.ts";
import type { Terminal } from "../command.ts";

export async function printSchema(terminal: Terminal): Promise<number> {
  terminal.out(`${JSON.stringify(policyJsonSchema(), null, 2)}\n`);
  return 0;
}
