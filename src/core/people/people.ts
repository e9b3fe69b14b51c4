/** People: how somebody is shown, and when two names are one person. */
import type { Identity } from "../evidence/identity.ts";

/** How a person is shown: `@login`, else the name, else the e-mail address. */
export function displayName({ login, name, email }: Identity): string {
  if (login !== null && login !== "") return `@${login}`;
  return name.trim() || email || "somebody without a name";
}

/** Addresses that GitHub and GitLab hand out themselves in place of a person's own; the account stands in them. */
const noReplyAddresses = [
  /^(?:\d+\+)?([^@+]+)@users\.noreply\.github\.com$/,
  /^\d+-([^@]+)@users\.noreply\.gitlab\.com$/,
];

/** What ties a name to somebody else: the account, and the e-mail address. Without case; empty where there is only a name. */
function handlesOf({ login, email }: Identity): readonly string[] {
  const handles: string[] = [];
  if (login !== null && login !== "") handles.push(`@${login.toLowerCase()}`);
  const address = email?.trim().toLowerCase() ?? "";
  if (address !== "") {
    handles.push(address);
    for (const pattern of noReplyAddresses) {
      const account = pattern.exec(address)?.[1];
      if (account !== undefined) handles.push(`@${account}`);
    }
  }
  return handles;
}

const bareName = ({ name }: Identity): string => name.trim().toLowerCase();

/**
 * Are these two names one person, as far as they themselves tell? Equal logins or equal e-mail addresses, without case. Somebody who
 * has neither is compared by name. An e-mail address and a login meet only where one of the two carries both: `acquaint` finds more.
 */
export function samePerson(a: Identity, b: Identity): boolean {
  const [left, right] = [handlesOf(a), handlesOf(b)];
  if (left.length === 0 || right.length === 0) return bareName(a) === bareName(b);
  return left.some((handle) => right.includes(handle));
}

/** Bots that do not always say so in their name. */
const wellKnownBots: ReadonlySet<string> = new Set([
  "codecov-io",
  "dependabot",
  "dependabot-preview",
  "github-actions",
  "gitlab-bot",
  "greenkeeper",
  "greenkeeperio-bot",
  "mergify",
  "pre-commit-ci",
  "pyup-bot",
  "renovate",
  "renovate-bot",
  "semantic-release-bot",
  "snyk-bot",
]);

/** A bot or an app: the platform says so, the name ends in `[bot]`, or it is a well-known one. */
export function isBot({ kind, login, name }: Identity): boolean {
  if (kind === "bot") return true;
  return [login ?? "", name].some((text) => {
    const bare = text.trim().toLowerCase();
    return bare.endsWith("[bot]") || wellKnownBots.has(bare);
  });
}

/** Who is who among a number of names. */
export interface Acquaintance {
  /** The same text for every name of one person, whatever the order in which the names were met. */
  personOf(identity: Identity): string;
  /** Does a platform tie this name to an account, directly or through an e-mail address that another name shares with one? */
  hasAccount(identity: Identity): boolean;
}

/**
 * Learns from names which belong together: whoever carries both a login and an e-mail address joins the two for everybody.
 * Joining is transitive. Names that were not among those learned from are welcome too.
 */
export function acquaint(identities: Iterable<Identity>): Acquaintance {
  const parents = new Map<string, string>();
  const accounts = new Set<string>();
  const rootOf = (handle: string): string => {
    let root = handle;
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next;
    return root;
  };
  const met = new Map<string | null, Set<string | null>>();
  for (const identity of identities) {
    const addresses = met.get(identity.login) ?? new Set();
    if (addresses.has(identity.email)) continue;
    met.set(identity.login, addresses.add(identity.email));
    const handles = handlesOf(identity);
    if (identity.login !== null && identity.login !== "") for (const handle of handles) accounts.add(handle);
    const first = handles[0];
    if (first === undefined) continue;
    for (const handle of handles.slice(1)) {
      // The smaller handle leads, so that the order of meeting leaves no trace.
      const [a, b] = [rootOf(first), rootOf(handle)].sort() as [string, string];
      if (a !== b) parents.set(b, a);
    }
  }
  // By login, then by address: people are asked about far more often than there are people.
  const answers = new Map<string | null, Map<string | null, string>>();
  return {
    personOf(identity) {
      const ofLogin = answers.get(identity.login) ?? new Map<string | null, string>();
      let answer = ofLogin.get(identity.email);
      if (answer === undefined) {
        answer = handlesOf(identity).map(rootOf).sort()[0] ?? "";
        answers.set(identity.login, ofLogin.set(identity.email, answer));
      }
      return answer === "" ? `name ${bareName(identity)}` : answer;
    },
    hasAccount: (identity) =>
      (identity.login !== null && identity.login !== "") || handlesOf(identity).some((handle) => accounts.has(handle)),
  };
}

/** Where people are known by account. A plain checkout (`local`) knows them by the e-mail address that git has. */
export const hasAccounts = (platform: string): boolean => platform !== "local";

/**
 * Is this GitHub itself, which commits what people merge or edit in the browser? Only where the platform ties the name to GitHub's own
 * account, which a collector must believe by GitHub's signature alone. `GitHub <noreply@github.com>` as git shows it is free text that
 * anybody can write, and stays a committer like any other. On other platforms somebody else may bear this login.
 */
export const isPlatformItself = ({ login }: Identity): boolean => login?.toLowerCase() === "web-flow";
