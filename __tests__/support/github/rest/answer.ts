/** From a REST request to its answer: known to the description, valid, allowed, handled, and valid again. */
import { refuse } from "../access.ts";
import { type Answer, failure, ok } from "../call.ts";
import type { Match } from "../description.ts";
import { type ApiVersion, apiVersions } from "../json-schema.ts";
import type { Repository, Token } from "../model.ts";
import type { RateLimits } from "../rate-limit.ts";
import { checkAnswer, checkQuestion, inVersionOf } from "../validate.ts";
import { Violation } from "../violation.ts";
import type { World } from "../world.ts";
import { handlers } from "./registry.ts";

export interface RestQuestion {
  readonly match: Match;
  readonly pathname: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly version: string | null;
  readonly token: Token | null;
}

export function versionOf(header: string | null): ApiVersion | null {
  if (header === null) return apiVersions[0];
  return apiVersions.find((one) => one === header) ?? null;
}

export function answerRest(world: World, limits: RateLimits, question: RestQuestion): Answer {
  const { match, token } = question;
  const { operation } = match;
  const version = versionOf(question.version);
  if (version === null)
    return failure(
      400,
      `${question.version} is not a supported version. The following versions are supported: ${apiVersions.join(", ")}.`,
    );
  const parameters = checkQuestion(operation, version, {
    path: match.path,
    query: question.query,
    body: question.body,
  });
  if (typeof parameters === "string") throw new Violation(parameters);

  const answer = inVersion(
    version,
    rateLimitOr(limits, operation.id, token, () => {
      const handler = handlers[operation.id];
      if (handler === undefined) throw new Violation(`The local GitHub does not model ${operation.id}.`);
      const call = {
        world,
        token,
        version,
        ...parameters,
        body: (question.body ?? {}) as Readonly<Record<string, unknown>>,
        api: world.origin,
        linkPath: question.pathname,
      };
      const repository = handler.of === "repository" ? repositoryOf(world, match) : null;
      if (handler.of === "repository" && repository === null) return failure(404, "Not Found");
      const refusal = refuse(world, token, handler.need, repository);
      if (refusal !== null) return failure(refusal.status, refusal.message, refusal.headers);
      if (handler.of === "account") return handler.handle(call);
      if (repository === null) return failure(404, "Not Found");
      const linkPath = question.pathname.replace(/^\/repos\/[^/]+\/[^/]+/, `/repositories/${repository.id}`);
      return handler.handle({ ...call, linkPath, repository });
    }),
  );
  const wrong = checkAnswer(operation, version, answer.status, answer.body);
  if (wrong !== null) throw new Violation(wrong);
  return answer;
}

const inVersion = (version: ApiVersion, answer: Answer): Answer =>
  answer.body === undefined ? answer : { ...answer, body: inVersionOf(version, answer.body) };

function rateLimitOr(limits: RateLimits, id: string, token: Token | null, other: () => Answer): Answer {
  if (id !== "rate-limit/get") return other();
  const core = limits.state(token, "core");
  const search = { limit: 30, remaining: 30, used: 0, reset: core.reset };
  return ok({ resources: { core, graphql: limits.state(token, "graphql"), search }, rate: core });
}

function repositoryOf(world: World, { path }: Match): Repository | null {
  return world.repositories.get(`${path["owner"]}/${path["repo"]}`.toLowerCase()) ?? null;
}
