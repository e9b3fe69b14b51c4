/** What GitLab's refusals mean for a person: the token to give, its scope and role, or the plan that has it. */
import type { HttpFailure } from "../http.ts";
import type { Plan } from "./plan.ts";
import type { Route } from "./routes.ts";

/** What is known about the way in, to word a refusal. */
export interface Entrance {
  readonly isJobToken: boolean;
  readonly plan: Plan;
}

export const scopeOf = ({ method }: Route): "api" | "read_api" => (method === "GET" ? "read_api" : "api");

/** The least that would be let in. */
export const tokenFor = (route: Route): string =>
  `a project or group access token with the scope ${scopeOf(route)} and the role ${route.role} or higher`;

const giveToken = (route: Route): string =>
  `${route.isInGit === true ? "Set `GIT_DEPTH: 0` for the job, so that git tells it; or put" : "Put"} ${tokenFor(route)} into a masked and protected variable, and name that variable to the gate (RELEASE_GATE_TOKEN where nothing else is said).`;

/** Does the project's plan lack it, by GitLab's own answer? Null where that did not tell. */
export const planLacks = ({ plan }: Route, { plan: known }: Entrance): boolean | null =>
  plan === undefined ? false : known.lacks(plan);

/** What can be said of the plan where GitLab's own answer does not tell it. */
function perhaps({ plan }: Route, { plan: known }: Entrance): string {
  if (plan === undefined || known.lacks(plan) === false) return "";
  const comes = ` It comes with GitLab ${plan}`;
  if (known.isSaidToLack(plan) === true)
    return `${comes}, and by the variable GITLAB_FEATURES this project's plan lacks it; GitLab itself was not asked, or did not say.`;
  return `${comes}: on a lower plan nobody may read it, and which plan this project has could not be told.`;
}

/** What to do about a refusal; null where the failure speaks for itself. */
export function fixFor(failure: HttpFailure, route: Route, entrance: Entrance): string | null {
  const { status } = failure;
  const { isJobToken } = entrance;
  // No answer at all: a server of one's own often has a certificate of its own authority.
  if (status === null && /certificate/i.test(failure.message))
    return "If the server's certificate is of an authority of your own, give the runner that authority (CI_SERVER_TLS_CA_FILE, which a runner sets by its `tls-ca-file`; or NODE_EXTRA_CA_CERTS).";
  if (status === 401 && !isJobToken) return `The access token is not valid here, or no longer. ${giveToken(route)}`;
  if (status === 401) return `The job's own token may not read this. ${giveToken(route)}`;
  if (status !== 403 && status !== 404) return failure.fix;
  if (planLacks(route, entrance) === true)
    return `It comes with GitLab ${route.plan ?? ""}, and this project's plan lacks it.`;
  const perhapsPlan = perhaps(route, entrance);
  if (isJobToken && !route.jobToken) return `The job's own token may not read this. ${giveToken(route)}${perhapsPlan}`;
  const who = isJobToken
    ? "Whoever started this job may not see it, or the job token is not let in."
    : `It takes ${tokenFor(route)}; the token that was given may have less.`;
  return status === 404 ? `It is not there, or may not be seen. ${who}${perhapsPlan}` : `${who}${perhapsPlan}`;
}
