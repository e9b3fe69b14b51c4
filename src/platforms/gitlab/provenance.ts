/**
 * Whether a deployment can be believed. Developers can post one by the API, so it counts only where a job made it: the job succeeded,
 * its pipeline is of that very commit, and the commit lies on the default branch, on a protected one, or under a protected tag.
 */
import { HttpFailure } from "../http.ts";
import type { Ancestry } from "./ancestry.ts";
import type { Client } from "./client.ts";
import { routes } from "./routes.ts";
import type { DeploymentReply } from "./schema/deployments.ts";
import { branch, tag } from "./schema/repository.ts";

export interface Provenance {
  /** Asked once for each deployment. What cannot be found is not believed. Throws `HttpFailure` where it may not be read. */
  isProven(deployment: DeploymentReply): Promise<boolean>;
  /** Could a job of this project have made it? Told without asking anybody. */
  maybe(deployment: DeploymentReply): boolean;
  /** The branch that a job deployed it from and that no longer has its commit; null for any other, and before it was asked about. */
  lostFrom(deployment: DeploymentReply): string | null;
}

export function openProvenance(client: Client, ancestry: Ancestry): Provenance {
  const known = new Map<number, Promise<boolean>>();
  const refs = new Map<string, Promise<{ readonly isTrusted: boolean; readonly tip: string }>>();
  const lost = new Map<number, string>();

  const branchAt = (name: string) => {
    const found =
      refs.get(name) ??
      client
        .get(branch, { route: routes.branch, at: { branch: name }, what: `the branch ${name}` })
        .then((its) => ({ isTrusted: its.name === name && (its.default || its.protected), tip: its.commit.id }));
    refs.set(name, found);
    return found;
  };

  async function prove(deployment: DeploymentReply): Promise<boolean> {
    const { deployable: its, sha } = deployment;
    if (!maybe(deployment) || its == null || its.ref == null) return false;
    if (its.tag === true) {
      const found = await client.get(tag, { route: routes.tag, at: { tag: its.ref }, what: `the tag ${its.ref}` });
      return found.name === its.ref && found.protected === true && found.commit.id === sha;
    }
    const { isTrusted, tip } = await branchAt(its.ref);
    if (!isTrusted) return false;
    const isThere = await ancestry.isOn(tip, sha);
    if (!isThere) lost.set(deployment.id, its.ref);
    return isThere;
  }
  const maybe = ({ deployable: its, sha, ref }: DeploymentReply): boolean =>
    its != null &&
    its.status === "success" &&
    its.pipeline.sha === sha &&
    its.ref === ref &&
    its.ref != null &&
    !its.ref.startsWith("refs/");

  return {
    maybe,
    lostFrom: ({ id }) => lost.get(id) ?? null,
    isProven(deployment) {
      const found =
        known.get(deployment.id) ??
        prove(deployment).catch((error: unknown) => {
          // A branch that was deleted proves nothing; a right that is missing is said, since it would hide what was deployed.
          if (error instanceof HttpFailure && /404 (?:Branch|Tag) Not Found/i.test(error.answer?.text ?? ""))
            return false;
          throw error;
        });
      known.set(deployment.id, found);
      found.catch(() => {});
      return found;
    },
  };
}
