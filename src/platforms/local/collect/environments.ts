/** A checkout alone has no environments. */
import { unavailable } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";

export const environments: Collector<"environments"> = async () =>
  unavailable("A git checkout alone does not know how environments are protected.");
