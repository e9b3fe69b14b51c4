/** What a token may do, and the answers that GitLab gives where it may not. */
import { type Answer, failure } from "./call.ts";
import type { Level, Plan, Project, Token } from "./model.ts";
import { above, projectMembers, type World } from "./world.ts";

export interface Need {
  /** The least level that may ask. */
  readonly level: Level;
  /** Whether GitLab lists the route for CI job tokens. */
  readonly jobToken: boolean;
  /** Whether it writes, which takes the scope `api`. */
  readonly writes: boolean;
  /** The plan that it comes with. */
  readonly plan: Plan;
  /** Whether somebody without any right is told 401 before anything is looked up. */
  readonly authenticates: boolean;
  /** Whether everybody may ask it of a public project. */
  readonly isPublic: boolean;
}

export const need = (given: Partial<Need> = {}): Need => ({
  level: 20,
  jobToken: false,
  writes: false,
  plan: "free",
  authenticates: false,
  isPublic: false,
  ...given,
});

const plans: readonly Plan[] = ["free", "premium", "ultimate"];
export const has = (project: { readonly plan: Plan }, plan: Plan): boolean =>
  plans.indexOf(project.plan) >= plans.indexOf(plan);

/** The level that a token has in a project; 0 where it has none. */
export function levelOf(world: World, token: Token, project: Project): Level | 0 {
  if (token.kind === "project") return token.project === project.id ? (token.level ?? 0) : 0;
  if (token.kind === "group") return above(project.path).includes(token.group ?? "") ? (token.level ?? 0) : 0;
  const level = projectMembers(world, project).get(token.user) ?? 0;
  if (token.kind === "personal") return level;
  const isAllowed = token.project === project.id || project.jobTokenAllowlist.has(token.project ?? 0);
  return isAllowed ? level : 0;
}

const notFound = (what: string): Answer => failure(404, `404 ${what} Not Found`);

/** Null: go on. Else GitLab's refusal. `token` is null where the request brings none that counts. */
export function refuse(world: World, given: Token | null, wanted: Need, project: Project): Answer | null {
  // A job's token is not looked at where the route is not on its list: the request is nobody's.
  const isExpired = given?.kind === "job" && given.job?.status !== "running";
  if (isExpired) return failure(401, "401 Unauthorized");
  const token = given?.kind === "job" && !wanted.jobToken ? null : given;
  if (token === null) {
    if (wanted.authenticates || wanted.writes) return failure(401, "401 Unauthorized");
    if (project.visibility !== "public") return notFound("Project");
    if (!wanted.isPublic) return failure(403, "403 Forbidden");
  } else {
    if (token.kind !== "job") {
      const enough = wanted.writes ? ["api"] : ["api", "read_api"];
      if (!enough.some((scope) => token.scopes.includes(scope)))
        return {
          status: 403,
          body: {
            error: "insufficient_scope",
            error_description: "The request requires higher privileges than provided by the access token.",
            scope: enough.join(" "),
          },
        };
    }
    const level = levelOf(world, token, project);
    if (level === 0 && project.visibility !== "public") return notFound("Project");
    if (level < wanted.level && !(wanted.isPublic && project.visibility === "public"))
      return failure(403, "403 Forbidden");
  }
  if (wanted.plan !== "free" && !world.isEnterprise) return { status: 404, body: { error: "404 Not Found" } };
  if (!has(project, wanted.plan)) return failure(403, "403 Forbidden");
  return null;
}
