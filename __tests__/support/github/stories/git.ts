/** Commits, branches, tags and releases. */
import { checkOut, readFrom } from "../git/checkout.ts";
import { log } from "../git/history.ts";
import type { Signature } from "../git/objects.ts";
import { changeTree, emptyTree, type Files } from "../git/trees.ts";
import type { Release, Repository, VerifiedBy } from "../model.ts";
import { person, type World } from "../world.ts";

export interface CommitStory {
  /** A login, or `Name <address>` for somebody whose address belongs to no account. `ada` when absent. */
  readonly by?: string;
  /** Like `by`, and the same unless told; `web-flow` is GitHub itself. */
  readonly committer?: string;
  /** People named in trailers. */
  readonly coAuthors?: readonly string[];
  readonly message?: string;
  /** Path -> content; null deletes. On top of the first parent's files. */
  readonly files?: Files;
  /** The branch that moves; the default branch when absent, none when null. */
  readonly on?: string | null;
  /** The branch's tip when absent; [] begins a history of its own. */
  readonly parents?: readonly string[];
  readonly at?: string;
  /** Who signed it; nobody when absent, GitHub for `web-flow`. */
  readonly signed?: VerifiedBy;
}

export interface ReleaseStory {
  readonly tag: string;
  /** Made at this commit where the tag is not there yet; the default branch's tip when absent. */
  readonly at?: string;
  readonly by?: string;
  readonly name?: string;
  readonly body?: string;
  readonly draft?: boolean;
  readonly prerelease?: boolean;
  readonly createdAt?: string;
}

/** The name and address under which somebody commits. */
export function identityOf(world: World, who: string): { readonly name: string; readonly email: string } {
  const written = /^(.*?) ?<(.*)>$/.exec(who);
  if (written !== null) return { name: written[1] ?? "", email: written[2] ?? "" };
  if (who === "web-flow") return { name: "GitHub", email: "noreply@github.com" };
  const account = person(world, who);
  return { name: account.name ?? account.login, email: account.emails[0] ?? "" };
}

export function gitStories(world: World, repository: Repository) {
  const { store, refs } = repository;
  const branchRef = (name: string): string => `refs/heads/${name}`;

  /** The full hash of a branch, a tag, a full ref, or a hash. Throws where there is none: a story must be told in order. */
  const at = (name: string): string => {
    const found = refs.get(branchRef(name)) ?? refs.get(`refs/tags/${name}`) ?? refs.get(name);
    if (found !== undefined) return found;
    if (store.commit(name) !== undefined) return name;
    throw new Error(`${repository.owner}/${repository.name} has no ${name}.`);
  };

  /** Makes a commit and gives its hash. */
  const commit = (story: CommitStory = {}): string => {
    const { by = "ada", committer = by, coAuthors = [], files = {}, on = repository.defaultBranch } = story;
    const tip = on === null ? undefined : refs.get(branchRef(on));
    const parents = story.parents ?? (tip === undefined ? [] : [tip]);
    const moment = story.at ?? world.tick();
    const sign = (who: string): Signature => ({ ...identityOf(world, who), at: moment });
    const trailers = coAuthors.map((who) => {
      const { name, email } = identityOf(world, who);
      return `Co-authored-by: ${name} <${email}>`;
    });
    const subject = story.message ?? "Change something";
    const tree = changeTree(store, store.commit(parents[0] ?? "")?.tree ?? emptyTree, files);
    const sha = store.putCommit({
      tree,
      parents,
      author: sign(by),
      committer: sign(committer),
      message: trailers.length === 0 ? subject : `${subject}\n\n${trailers.join("\n")}`,
    });
    repository.signatures.set(sha, story.signed ?? (committer === "web-flow" ? "github" : null));
    if (on !== null) refs.set(branchRef(on), sha);
    return sha;
  };

  /** Makes or moves a branch. */
  const branch = (name: string, to: string = repository.defaultBranch, { isProtected = false } = {}): string => {
    const sha = at(to);
    refs.set(branchRef(name), sha);
    if (isProtected) repository.protectedBranches.add(name);
    return sha;
  };

  /** Makes a tag: a lightweight one, or with `message` an annotated one. */
  const tag = (name: string, to: string = repository.defaultBranch, message?: string): void => {
    const sha = at(to);
    if (message === undefined) {
      refs.set(`refs/tags/${name}`, sha);
      return;
    }
    const { name: by, email } = identityOf(world, "ada");
    const date = Date.parse(world.tick()) / 1000;
    const text = `object ${sha}\ntype commit\ntag ${name}\ntagger ${by} <${email}> ${date} +0000\n\n${message}\n`;
    refs.set(`refs/tags/${name}`, store.put("tag", Buffer.from(text)));
  };

  /** Publishes a release (or keeps it as a draft). */
  const release = (story: ReleaseStory): Release => {
    const draft = story.draft ?? false;
    if (!draft && !refs.has(`refs/tags/${story.tag}`)) tag(story.tag, story.at);
    const made: Release = {
      id: world.nextId(),
      tag: story.tag,
      name: story.name ?? story.tag,
      body: story.body ?? null,
      draft,
      prerelease: story.prerelease ?? false,
      author: person(world, story.by ?? "ada").login,
      createdAt: story.createdAt ?? world.tick(),
    };
    repository.releases.push(made);
    return made;
  };

  return {
    at,
    commit,
    branch,
    tag,
    release,
    /** Commits of a branch, newest first. */
    history: (name: string = repository.defaultBranch) => log(store, at(name)),
    /** Deletes a branch or tag by its full name. Its commits stay, as on GitHub. */
    forget: (ref: string): boolean => refs.delete(ref),
    /** Takes over all commits, branches and tags of a git repository on disk. */
    importFrom: (folder: string): void => {
      for (const [name, sha] of readFrom(folder, store)) refs.set(name, sha);
    },
    /** Makes the empty folder a checkout with full history, the same hashes, and `ref` checked out. */
    checkOut: (folder: string, ref: string = repository.defaultBranch): void => {
      checkOut(folder, store, refs, at(ref));
    },
  };
}
