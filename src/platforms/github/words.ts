/** What GitHub's refusals mean for a person: the line under `permissions:` to add, the token to give. */
import type { HttpFailure } from "../http.ts";

/** A message of the other side, on one line and not too long. */
export const reasonIn = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}]+/gu, " ")
    .trim()
    .slice(0, 200);

const addLine = (permission: string): string =>
  `Add \`${permission}\` under \`permissions:\` of the job that runs the gate.`;

/** What GitHub itself says would do, from the header that comes with a 403. */
const accepted = (failure: HttpFailure | null): string => {
  const said = failure?.answer?.headers["x-accepted-github-permissions"];
  return said === undefined || !/^[\w=,; -]{1,200}$/.test(said) ? "" : ` GitHub says that this would do: ${said}.`;
};

/** What to do about a refusal; null where the failure speaks for itself. `failure` is null for a refusal inside GraphQL. */
export function fixFor(failure: HttpFailure | null, permission: string | null): string | null {
  const status = failure?.status ?? 403;
  if (status === 401)
    return "The token is not valid here, or no longer. Leave the input `token` out, and the job's own token is used.";
  if (status === 403 && failure !== null && failure.fix !== null) return failure.fix;
  if (status === 403 || status === 404) {
    if (permission === null) return "Check the name, and that the token may see it.";
    const line = `${addLine(permission)}${accepted(failure)}`;
    return status === 404 ? `It is not there, or the token may not see it. ${line}` : line;
  }
  if (status === 422)
    return "GitHub does not take the question as it was put. Check the names that the gate was given.";
  return null;
}
