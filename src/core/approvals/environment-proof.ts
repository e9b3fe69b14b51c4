/** Environments as proof: what the protection of an environment tells about whoever approved there. */
import type { DeploymentApproval } from "../evidence/deployment-approvals.ts";
import type { ProtectedEnvironment } from "../evidence/environments.ts";
import type { Evidence } from "../evidence/evidence.ts";
import { environmentBecause } from "./explain-environments.ts";
import type { KnownGroup, KnownGroups } from "./membership.ts";
import type { Requirement } from "./requirements.ts";

/** By folded name. An environment that is not in it was not looked at, and proves nothing either way. */
export type KnownEnvironments = ReadonlyMap<string, ProtectedEnvironment>;

/** GitHub compares names of environments without case. */
export const foldEnvironment = (name: string, platform: string): string =>
  platform === "github" ? name.toLowerCase() : name;

export const knowEnvironments = ({ environments, platform }: Evidence): KnownEnvironments =>
  new Map(
    (environments?.status === "observed" ? environments.value : []).map((each) => [
      foldEnvironment(each.name, platform),
      each,
    ]),
  );

/** Why an environment cannot have asked anybody; null where it did, or where nobody knows. */
export function flawOf(environment: ProtectedEnvironment | undefined): "missing" | "unprotected" | null {
  if (environment === undefined) return null;
  if (!environment.exists) return "missing";
  return environment.reviewers?.length === 0 ? "unprotected" : null;
}

const isOf = ({ kind, name }: { kind: string; name: string }, { users, teams, deputies }: KnownGroup): boolean => {
  const bare = name.toLowerCase();
  return kind === "team" ? teams.has(bare) : users.has(bare) || deputies.some(({ user }) => user === bare);
};

/** Reviewers of the environment, as the platform shows them, who belong to none of these groups. */
export const strangers = ({ reviewers }: ProtectedEnvironment, groups: readonly KnownGroup[]): readonly string[] =>
  (reviewers ?? [])
    .filter((reviewer) => !groups.some((group) => isOf(reviewer, group)))
    .map(({ kind, name }) => (kind === "user" ? `@${name}` : name))
    .sort();

/** Could this person have let it through without having been asked? Nobody can tell counts as yes. */
const mayHaveBypassed = ({ adminsMayBypass }: ProtectedEnvironment, { isAdmin }: DeploymentApproval): boolean =>
  adminsMayBypass !== false && isAdmin !== false;

/**
 * Does an approval there prove that whoever gave it belongs to one of these groups? Only when everybody who is asked there does, and
 * nobody else could have let it through. Whoever is asked by name is known by name, so the proof is for those who came by a team.
 */
export function provesMember(
  environment: ProtectedEnvironment,
  statement: DeploymentApproval,
  groups: readonly KnownGroup[],
): boolean {
  const { exists, reviewers } = environment;
  const login = statement.person.login?.toLowerCase() ?? "";
  return (
    exists &&
    login !== "" &&
    reviewers?.some(({ kind }) => kind === "team") === true &&
    !reviewers.some(({ kind, name }) => kind === "user" && name.toLowerCase() === login) &&
    strangers(environment, groups).length === 0 &&
    !mayHaveBypassed(environment, statement)
  );
}

/** Why an approval there proves nothing about these groups, as a clause; null where there is nothing to say. */
export function whyNoProof(
  environment: ProtectedEnvironment | undefined,
  statement: DeploymentApproval,
  groups: readonly KnownGroup[],
): string | null {
  if (environment === undefined || !environment.exists) return null;
  const { name, reviewers, adminsMayBypass } = environment;
  if (reviewers === null) return environmentBecause.reviewersUnknown(name);
  if (reviewers.length === 0) return null;
  const others = strangers(environment, groups);
  if (others.length > 0) return environmentBecause.asksOthers(name, others);
  if (!mayHaveBypassed(environment, statement)) return null;
  return adminsMayBypass === true
    ? environmentBecause.bypass(name, statement.isAdmin === true)
    : environmentBecause.bypassUnknown(name);
}

/** Environments, other than the target, through which the groups of these requirements ask; folded, sorted. */
export const askingEnvironments = ({ all }: KnownGroups, target: string): readonly string[] =>
  [...new Set(all.flatMap(({ environments }) => [...environments]))].filter((name) => name !== target).sort();

interface Looked {
  readonly environments: KnownEnvironments;
  readonly groups: KnownGroups;
  readonly environment: string;
  readonly platform: string;
}

/** One click answers every job of an environment: asked by two gates in one run, it would answer both. One sentence each. */
export const sharedEnvironments = ({ environments, groups, environment, platform }: Looked): readonly string[] =>
  askingEnvironments(groups, foldEnvironment(environment, platform)).flatMap((name) => {
    const found = environments.get(name);
    return (found?.jobs ?? 0) > 1 ? [environmentBecause.shared(found?.name ?? name)] : [];
  });

/**
 * Where GitLab's own approval rules ask fewer people of a group than the policy does; one sentence each. A rule for a group whose name
 * nobody could tell may be the one that is meant, so nothing is said then.
 */
export function looserRules(looked: Looked & { readonly requirements: readonly Requirement[] }): readonly string[] {
  const { environments, groups, environment, platform, requirements } = looked;
  const found = environments.get(foldEnvironment(environment, platform));
  if (platform !== "gitlab" || found === undefined || found.reviewers === null) return [];
  const { name, reviewers } = found;
  const isUntold = strangers(found, groups.all).some((stranger) => /^\d+$/.test(stranger));
  return requirements.flatMap(({ anyOf, count }, index) => {
    const theirs = (groups.ofRequirement[index] ?? []).flatMap((place) => groups.all[place] ?? []);
    const asked = reviewers
      .filter((reviewer) => theirs.some((group) => isOf(reviewer, group)))
      .reduce((sum, reviewer) => sum + (reviewer.count ?? 1), 0);
    const label = anyOf.map((group) => group.name).join(" or ");
    return asked >= count || isUntold ? [] : [environmentBecause.looser(name, label, asked, count)];
  });
}

/** What is worth knowing about the environments that ask for this release, the target's first; one sentence each. */
export function environmentRemarks(
  { environments, groups, environment, platform }: Looked,
  statements: readonly DeploymentApproval[],
): readonly string[] {
  if (environments.size === 0) return [];
  const target = foldEnvironment(environment, platform);
  const approved = new Set(
    statements.flatMap(({ state, environment: given }) =>
      state === "approved" && given !== null ? [foldEnvironment(given, platform)] : [],
    ),
  );
  return [target, ...askingEnvironments(groups, target)].flatMap((key) => {
    const found = environments.get(key);
    if (found === undefined) return [];
    const flaw = flawOf(found);
    const { name, preventsSelfReview, adminsMayBypass } = found;
    if (flaw !== null) return key === target ? [] : [environmentBecause[flaw](name)];
    return [
      ...(preventsSelfReview === true ? [] : [environmentBecause.selfReview(name, preventsSelfReview)]),
      ...(adminsMayBypass === false ? [] : [environmentBecause.mayBypass(name, adminsMayBypass)]),
      ...(found.wasPassed === true && !approved.has(key) ? [environmentBecause.passedUnapproved(name)] : []),
    ];
  });
}
