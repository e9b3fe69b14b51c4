/** The part of `reviews` that asks the owners of the changed paths. */
import type { ChangedFile } from "../evidence/changed-files.ts";
import type { CodeOwners } from "../evidence/code-owners.ts";
import type { Identity } from "../evidence/identity.ts";
import type { Observed } from "../evidence/observed.ts";
import { type CodeOwnersBook, type Owner, type Ownership, readCodeOwners } from "../people/code-owners.ts";
import type { Acquaintance } from "../people/people.ts";
import { fail, pass, unknown, type Verdict } from "./finding.ts";
import type { JudgedChange, Reviewers } from "./reviewers.ts";
import { capped, counted, listed, verb } from "./wording.ts";

export interface OwnersQuestion {
  readonly codeOwners: Observed<CodeOwners>;
  readonly changedFiles: Observed<readonly ChangedFile[]>;
  readonly changes: readonly JudgedChange[];
  readonly who: Acquaintance;
}

/** An owner as somebody who could have reviewed; null where only the platform knows whom the name means. */
function asIdentity({ kind, text }: Owner): Identity | null {
  if (kind === "user") return { name: text, email: null, login: text.slice(1), kind: "person" };
  if (kind === "email") return { name: text, email: text, login: null, kind: "person" };
  return null;
}

type Answer = "approved" | "missing" | "unclear";

/**
 * Whom the platform itself found behind the names of this line, and whether that is everybody. A rule all of whose names stand in the line
 * proves each of its people an owner; a role has people whom no rule names, so a file with one proves nobody.
 */
function behind({ owners }: Ownership, { ownerRules = [] }: JudgedChange["change"]) {
  const names = new Set(owners.flatMap(({ kind, text }) => (kind === "email" ? [] : [text.slice(1).toLowerCase()])));
  const fitting = ownerRules.filter((rule) => rule.owners.length > 0 && rule.owners.every((name) => names.has(name)));
  return {
    logins: new Set(fitting.flatMap(({ people }) => people.map((login) => login.toLowerCase()))),
    isWhole:
      owners.every(({ kind }) => kind !== "email" && kind !== "role") &&
      fitting.some((rule) => rule.owners.length === names.size),
  };
}

interface Asked {
  readonly change: JudgedChange["change"];
  readonly reviewers: Reviewers;
  readonly isGitlab: boolean;
  readonly hasRoles: boolean;
}

/** Did enough owners of this line approve the change? `unclear` where somebody who approved might be one of them. */
function answer(ownership: Ownership, { change, reviewers, isGitlab, hasRoles }: Asked, who: Acquaintance): Answer {
  const { owners, approvals } = ownership;
  const proven = hasRoles ? { logins: new Set<string>(), isWhole: false } : behind(ownership, change);
  const known = owners.flatMap((owner) => asIdentity(owner) ?? []);
  const people = new Set(known.map((identity) => who.personOf(identity)));
  const isOwner = (reviewer: Identity): boolean =>
    people.has(who.personOf(reviewer)) || (reviewer.login !== null && proven.logins.has(reviewer.login.toLowerCase()));
  const sure = reviewers.approving.filter(isOwner).length;
  if (sure >= approvals) return "approved";
  // A team, a role, and on GitLab any bare name (it may be a group) stand for people whom nobody named here.
  const standsForOthers =
    !proven.isWhole && owners.some(({ kind }) => kind === "team" || kind === "role" || (isGitlab && kind === "user"));
  const mayBeOwner = (reviewer: Identity): boolean =>
    standsForOthers ||
    owners.some(
      ({ kind }) => (kind === "user" && !who.hasAccount(reviewer)) || (kind === "email" && reviewer.email === null),
    );
  const perhaps =
    reviewers.approving.filter((reviewer) => !isOwner(reviewer) && mayBeOwner(reviewer)).length +
    reviewers.perhapsApproving.filter((reviewer) => isOwner(reviewer) || mayBeOwner(reviewer)).length;
  return sure + perhaps >= approvals ? "unclear" : "missing";
}

const sayOwners = ({ owners, approvals, section, line }: Ownership): string =>
  `${approvals > 1 ? `${approvals} of ` : ""}${listed(owners.map(({ text }) => text))}${section === null ? "" : ` [${section}]`}, line ${line}`;

interface Sorted {
  readonly missing: readonly string[];
  readonly unclear: readonly string[];
  readonly asked: number;
}

/** Every line that decides about a path of a change, once for each change. */
function sortOwners(
  book: CodeOwnersBook,
  file: { readonly isGitlab: boolean; readonly hasRoles: boolean },
  { changes, who }: OwnersQuestion,
): Sorted {
  const known = new Map<string, readonly Ownership[]>();
  const ownersOf = (path: string): readonly Ownership[] => {
    const found = known.get(path) ?? book.ownersOf(path);
    known.set(path, found);
    return found;
  };
  const missing: string[] = [];
  const unclear: string[] = [];
  let asked = 0;
  for (const { change, reviewers } of changes) {
    const lines = new Map<number, { readonly ownership: Ownership; readonly paths: string[] }>();
    for (const path of [...new Set(change.paths)].sort())
      for (const ownership of ownersOf(path)) {
        if (ownership.owners.length === 0) continue;
        const entry = lines.get(ownership.line) ?? { ownership, paths: [] };
        entry.paths.push(path);
        lines.set(ownership.line, entry);
      }
    for (const { ownership, paths } of [...lines.values()].sort((a, b) => a.ownership.line - b.ownership.line)) {
      asked++;
      const given = answer(ownership, { change, reviewers, ...file }, who);
      const sentence = `${change.name}: ${listed(paths, 1)} (${sayOwners(ownership)})`;
      if (given === "missing") missing.push(sentence);
      if (given === "unclear") unclear.push(sentence);
    }
  }
  return { missing, unclear, asked };
}

/** Owned paths of the release that no change names: a merge brought them, and nobody can say whether its owner looked. */
function unattributed(
  book: CodeOwnersBook,
  { changes }: OwnersQuestion,
  files: readonly ChangedFile[],
): readonly string[] {
  const named = new Set(changes.flatMap(({ change }) => change.paths));
  const paths = files.map(({ path }) => path).filter((path) => !named.has(path));
  return paths.filter((path) => book.ownersOf(path).some(({ owners }) => owners.length > 0)).sort();
}

const unseen = (what: string, { because, fix }: { readonly because: string; readonly fix?: string }): Verdict =>
  unknown("reviews.unavailable", `${what}: ${because}`, fix === undefined ? {} : { fix });

/** Judges the owners of all changes; `hasStrays` says that commits came by no change, whose paths are then missing anyway. */
export function judgeOwners(question: OwnersQuestion, hasStrays: boolean): readonly Verdict[] {
  const { codeOwners, changedFiles } = question;
  if (codeOwners.status === "unavailable") return [unseen("Who owns the changed files cannot be read", codeOwners)];
  if (changedFiles.status === "unavailable") return [unseen("Which files changed cannot be read", changedFiles)];
  if (codeOwners.value.kind === "none")
    return [
      fail("reviews.no-code-owners", "The policy asks for code owners, and there is no CODEOWNERS file.", {
        fix: "Add a CODEOWNERS file (on GitHub in .github/, on GitLab in .gitlab/), or set code-owners: false.",
      }),
    ];
  const { path: file, ref, text, dialect } = codeOwners.value;
  const book = readCodeOwners(text, dialect);
  const passedOver = capped(
    book.passedOver.map(({ line, because }) => `${file}:${line} at ${ref} is passed over: ${because}`),
    3,
  );
  if (book.rules === 0)
    return [
      fail("reviews.no-code-owners", `${file} at ${ref} names no owner.`, {
        details: passedOver,
        fix: `Write a pattern and its owners into ${file}, or set code-owners: false.`,
      }),
    ];

  const { missing, unclear, asked } = sortOwners(
    book,
    { isGitlab: dialect === "gitlab", hasRoles: /(?:^|\s)@@/m.test(text) },
    question,
  );
  const strays = hasStrays ? [] : unattributed(book, question, changedFiles.value);
  const verdicts: Verdict[] = [];
  if (missing.length > 0)
    verdicts.push(
      fail(
        "reviews.owner-missing",
        `${counted(missing.length, "code owner approval")} ${verb(missing.length, "is", "are")} missing.`,
        {
          details: capped(missing),
          fix: "Ask an owner of these files, who made no part of the change, to approve its final commit.",
        },
      ),
    );
  if (unclear.length > 0)
    verdicts.push(
      unknown(
        "reviews.owner-unclear",
        `Whether the owners approved cannot be told: who is behind ${counted(unclear.length, "entry", "entries")} of CODEOWNERS is not known.`,
        {
          details: capped(unclear),
          fix: "Have an owner approve whom CODEOWNERS names by login or e-mail address: the members of teams and groups are not read here.",
        },
      ),
    );
  if (strays.length > 0)
    verdicts.push(
      unknown(
        "reviews.owner-unclear",
        `${counted(strays.length, "owned file")} changed by no change of this release.`,
        {
          details: capped(strays),
          fix: "Look at the merges of this release: they brought what no change request shows.",
        },
      ),
    );
  if (verdicts.length === 0) {
    const summary =
      asked === 0 ? "None of the changed files has a code owner." : "The code owners approved what they own.";
    verdicts.push(pass("reviews.owners-approved", summary, { details: passedOver }));
  }
  return verdicts;
}
