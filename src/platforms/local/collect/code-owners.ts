/** CODEOWNERS at the base. */
import { readCodeOwners } from "../../checkout/code-owners.ts";
import type { Collector } from "../context.ts";

export const codeOwners: Collector<"codeOwners"> = ({ checkout, range, surroundings }) =>
  readCodeOwners(checkout, range, surroundings.now);
