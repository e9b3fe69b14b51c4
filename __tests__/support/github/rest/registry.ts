/** The list of REST rooms: operation id -> handler. */
import type { Handlers } from "../call.ts";
import { alerts } from "./alerts.ts";
import { branches } from "./branches.ts";
import { checks } from "./checks.ts";
import { commits } from "./commits.ts";
import { contents } from "./contents.ts";
import { deployments } from "./deployments.ts";
import { environments } from "./environments.ts";
import { issues } from "./issues.ts";
import { people } from "./people.ts";
import { pulls } from "./pulls.ts";
import { refs } from "./refs.ts";
import { rules } from "./rules.ts";
import { runs } from "./runs.ts";
import { statuses } from "./statuses.ts";

export const handlers: Handlers = {
  ...alerts,
  ...branches,
  ...checks,
  ...commits,
  ...contents,
  ...deployments,
  ...environments,
  ...issues,
  ...people,
  ...pulls,
  ...refs,
  ...rules,
  ...runs,
  ...statuses,
};
