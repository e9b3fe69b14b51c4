/** The list of REST rooms: operation id -> handler. */
import type { Handlers } from "../call.ts";
import { deployments } from "./deployments.ts";
import { environments } from "./environments.ts";
import { people } from "./people.ts";
import { runs } from "./runs.ts";

export const handlers: Handlers = { ...deployments, ...environments, ...people, ...runs };
