/** Commits, branches, tags and releases. */
import { checkOut, readFrom } from "../../github/git/checkout.ts";
import { log } from "../../github/git/history.ts";
import type { Signature } from "../../github/git/objects.ts";
import { changeTree, emptyTree, type Files } from "../../github/git/trees.ts";
import type { Project } from "../model.ts";
import { person, type World } from "../world.ts";

export interface CommitStory {
  /** A username, or `Name <address>` for somebody whose address belongs to no account. `ada` when absent. */
  readonly by?: string;
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
}

/** The name and address under which somebody commits. */
export function identityOf(world: World, who: string): { readonly name: string; readonly email: string } {
  const written = /^(.*?) ?<(.*)>$/.exec(who);
  if (written !== null) return { name: written[1] ?? "", email: written[2] ?? "" };
  const account = person(world, who);
  return { name: account.name, email: account.emails.at(-1) ?? "" };
}

export function gitStories(world: World, project: Project) {
  const { store, refs } = project;
  const branchRef = (name: string): string => `refs/heads/${name}`;

  /** The full hash of a branch, a tag, a full ref, or a hash. Throws where there is none: a story must be told in order. */
  const at = (name: string): string => {
    const found = refs.get(branchRef(name)) ?? refs.get(`refs/tags/${name}`) ?? refs.get(name);
    if (found !== undefined) return found;
    if (store.commit(name) !== undefined) return name;
    throw new Error(`${project.path} has no ${name}.`);
  };

  /** Makes a commit and gives its hash. */
  const commit = (story: CommitStory = {}): string => {
    const { by = "ada", committer = by, coAuthors = [], files = {}, on = project.defaultBranch } = story;
    const tip = on === null ? undefined : refs.get(branchRef(on));
    const parents = story.parents ?? (tip === undefined ? [] : [tip]);
    const moment = (story.at ?? world.tick()).replace(/\.\d+Z$/, "Z");
    const sign = (who: string): Signature => ({ ...identityOf(world, who), at: moment });
    const trailers = coAuthors.map((who) => {
      const { name, email } = identityOf(world, who);
      return `Co-authored-by: ${name} <${email}>`;
    });
    const subject = story.message ?? "Change something";
    const sha = store.putCommit({
      tree: changeTree(store, store.commit(parents[0] ?? "")?.tree ?? emptyTree, files),
      parents,
      author: sign(by),
      committer: sign(committer),
      message: trailers.length === 0 ? subject : `${subject}\n\n${trailers.join("\n")}`,
    });
    if (on !== null) refs.set(branchRef(on), sha);
    return sha;
  };

  return {
    at,
    commit,
    /** Makes or moves a branch. */
    branch: (name: string, to: string = project.defaultBranch, { isProtected = false } = {}): string => {
      const sha = at(to);
      refs.set(branchRef(name), sha);
      if (isProtected) project.protectedBranches.add(name);
      return sha;
    },
    /** Makes a tag; `isProtected` protects it by its name. */
    tag: (name: string, to: string = project.defaultBranch, { isProtected = false } = {}): void => {
      refs.set(`refs/tags/${name}`, at(to));
      if (isProtected) project.protectedTags.add(name);
    },
    /** Publishes a release of a tag, which is made where it is not there yet. */
    release: (tag: string, to: string = project.defaultBranch, by = "ada"): void => {
      if (!refs.has(`refs/tags/${tag}`)) refs.set(`refs/tags/${tag}`, at(to));
      const moment = world.tick();
      const author = person(world, by).username;
      project.releases.push({ tag, name: tag, author, createdAt: moment, releasedAt: moment });
    },
    /** Commits of a branch, newest first. */
    history: (name: string = project.defaultBranch) => log(store, at(name)),
    /** Deletes a branch or tag by its full name. Its commits stay. */
    forget: (ref: string): boolean => refs.delete(ref),
    /** Takes over all commits, branches and tags of a git repository on disk. */
    importFrom: (folder: string): void => {
      for (const [name, sha] of readFrom(folder, store)) refs.set(name, sha);
    },
    /** Makes the empty folder a checkout with full history, the same hashes, and `ref` checked out. */
    checkOut: (folder: string, ref: string = project.defaultBranch): void => {
      checkOut(folder, store, refs, at(ref));
    },
  };
}
