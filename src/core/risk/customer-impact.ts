/** The impact on customers that the deployment request declares, as a floor: the policy says which word asks for which level. */
import type { DeploymentRequest } from "../evidence/deployment-request.ts";
import type { Observed } from "../evidence/observed.ts";
import type { RaisedFloor } from "./assessment.ts";
import { higher, type RiskLevel } from "./level.ts";
import type { RiskSettings } from "./settings.ts";

/** Lower case, letters and digits only, `customerImpact` as two words, so that headings and names of inputs compare. */
const plain = (text: string): string =>
  text
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

const withoutComments = (text: string): string => text.replaceAll(/<!--[\s\S]*?(?:-->|$)/g, "");

/** What stands under every heading that names the part, up to the next heading. */
function underHeading(text: string, part: string): string {
  let isInside = false;
  const kept: string[] = [];
  for (const line of withoutComments(text).split("\n")) {
    const heading = /^ {0,3}#{1,6}\s(.*)$/s.exec(line)?.[1];
    if (heading !== undefined) isInside = plain(heading) === part;
    else if (isInside) kept.push(line);
  }
  return kept.join("\n");
}

function declaredIn(request: DeploymentRequest, part: string): string {
  if (request.kind === "missing") return "";
  if (request.kind === "markdown") return underHeading(request.text, part);
  return Object.entries(request.parts)
    .filter(([name]) => plain(name) === part)
    .map(([, text]) => withoutComments(text))
    .join("\n");
}

/**
 * The floor that the declared impact raises; null where the policy asks none. Where several words of the policy stand in the
 * declaration the highest level holds; where none does, or there is no declaration, the highest that the policy lists.
 */
export function customerImpactFloor(
  impact: RiskSettings["customer-impact"],
  request: Observed<DeploymentRequest> | undefined,
): RaisedFloor | null {
  if (impact === undefined) return null;
  const part = plain(impact.part);
  const listed = Object.entries(impact.levels);
  const highest = listed.reduce<RiskLevel>((so, [, level]) => higher(so, level), "low");
  const floor = (level: RiskLevel, reason: string): RaisedFloor => ({ level, reason, paths: [], says: "request" });
  if (request?.status !== "observed")
    return floor(highest, `The deployment request could not be read, so its customer impact counts as ${highest}`);
  const declared = ` ${plain(declaredIn(request.value, part))} `;
  const named = listed.filter(([word]) => declared.includes(` ${plain(word)} `));
  if (named.length === 0)
    return floor(
      highest,
      `The deployment request does not declare its ${impact.part} in one of the policy's words (${listed.map(([word]) => word).join(", ")})`,
    );
  const level = named.reduce<RiskLevel>((so, [, each]) => higher(so, each), "low");
  const words = named.filter(([, each]) => each === level).map(([word]) => word);
  return floor(level, `The deployment request declares its ${impact.part} as ${words.join(", ")}`);
}
