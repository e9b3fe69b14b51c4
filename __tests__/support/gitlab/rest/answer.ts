/** From a matched request to an answer: refused where the token may not, handled, and held to the table of facts. */
import { levelOf, type Need, refuse } from "../access.ts";
import { type Answer, type Call, failure, type Handlers, missing } from "../call.ts";
import { type Match, wrongAnswer, wrongRequest } from "../facts.ts";
import type { Group, Token } from "../model.ts";
import { findGroup, findProject, groupMembers, type World } from "../world.ts";
import { deployments } from "./deployments.ts";
import { mergeRequests } from "./merge-requests.ts";
import { pipelines } from "./pipelines.ts";
import { projects } from "./project.ts";
import { repository } from "./repository.ts";

export const handlers: Handlers = { ...deployments, ...mergeRequests, ...pipelines, ...projects, ...repository };

/** Something that GitLab does not know, or that the local one breaks: the test's fault, not GitLab's answer. */
export class Violation extends Error {}

function refuseGroup(world: World, given: Token | null, wanted: Need, group: Group): Answer | null {
  const token = given?.kind === "job" ? null : given;
  const level = (one: Token): number => {
    if (one.kind === "group" && (group.path === one.group || group.path.startsWith(`${one.group}/`)))
      return one.level ?? 0;
    if (one.kind === "project") {
      // A project's bot sees the groups that its project is in, or is shared with.
      const project = findProject(world, String(one.project));
      const near =
        project !== undefined && (project.path.startsWith(`${group.path}/`) || project.sharedWith.has(group.path));
      return near && project !== undefined && levelOf(world, one, project) > 0 ? 10 : 0;
    }
    return groupMembers(world, group.path).get(one.user) ?? 0;
  };
  if (token === null) return group.visibility === "public" && wanted.isPublic ? null : missing("Group");
  if (!token.scopes.some((scope) => scope === "api" || scope === "read_api"))
    return { status: 403, body: { error: "insufficient_scope", scope: "api read_api" } };
  const has = level(token);
  if (has === 0 && group.visibility !== "public") return missing("Group");
  return has >= wanted.level || (wanted.isPublic && group.visibility === "public")
    ? null
    : failure(403, "403 Forbidden");
}

export interface Asked extends Omit<Call, "path"> {
  readonly match: Match;
}

/** Throws `Violation`. */
export function answerRest({ match, ...rest }: Asked): Answer {
  const { route, path } = match;
  const wrong = wrongRequest(route, rest.query, rest.body);
  if (wrong !== null) throw new Violation(wrong);
  const handler = handlers[route.name];
  if (handler === undefined) throw new Violation("The local GitLab does not model this route.");
  const call: Call = { ...rest, path };
  const answer = handle();
  if (answer.status < 300) {
    const broken = wrongAnswer(route, answer.body);
    if (broken !== null) throw new Violation(`The local GitLab's own answer is not GitLab's: ${broken}.`);
  }
  return answer;

  function handle(): Answer {
    if (handler?.of === "account") {
      const usable = call.token?.kind !== "job" || handler.need.jobToken ? call.token : null;
      return usable === null ? failure(401, "401 Unauthorized") : handler.handle(call);
    }
    if (handler?.of === "group") {
      const group = findGroup(call.world, path["id"] ?? "");
      if (group === undefined) return missing("Group");
      return refuseGroup(call.world, call.token, handler.need, group) ?? handler.handle({ ...call, group });
    }
    const project = findProject(call.world, path["id"] ?? "");
    if (project === undefined || handler === undefined)
      return call.token === null && handler?.need.authenticates === true
        ? failure(401, "401 Unauthorized")
        : missing("Project");
    return refuse(call.world, call.token, handler.need, project) ?? handler.handle({ ...call, project });
  }
}
