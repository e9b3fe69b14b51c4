import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { evidenceKinds } from "../../../src/core/evidence/evidence.ts";
import { local } from "../../../src/platforms/local/index.ts";
import { openLocal, query, surroundings } from "../../support/local.ts";
import { makeFolder, makeRepository, makeTrap } from "../../support/repository.ts";

const everything = query({ documents: ["**/*.md"], reviewTrailers: true, reports: ["reports/*.xml"] }, evidenceKinds);

function project() {
  const repository = makeRepository();
  repository.commit("One", { files: { "a.txt": "1\n2\n", "read.md": "# R\n", "pic.png": "\0\x01" } });
  repository.git("tag", "v1.0.0");
  repository.commit("Two\n\nReviewed-by: Bea <bea@example.com>\nCo-authored-by: Cem <cem@example.com>\n", {
    files: { "b.txt": "1\n2\n", "a.txt": "1\n", "sub/read.md": "# S\n", "pic.png": "\0\x02" },
  });
  return repository;
}

const read = async (repository: ReturnType<typeof project>, more = {}) => {
  const session = await openLocal(repository, more);
  const evidence = await session.collect(everything);
  return JSON.stringify([session.release, evidence], null, 1);
};

describe("a hostile configuration", () => {
  it("starts no program and changes no word", async () => {
    const repository = project();
    const plain = await read(repository);
    const { program, marker } = makeTrap();
    repository.write(".git/info/attributes", "*.txt diff=trap\n*.md diff=trap filter=trap\n");
    const settings = {
      "core.fsmonitor": program,
      "core.pager": program,
      "core.editor": program,
      "core.sshCommand": program,
      "core.askPass": program,
      "core.hooksPath": makeFolder(),
      "core.quotePath": "true",
      "diff.external": program,
      "diff.trap.textconv": program,
      "diff.trap.command": program,
      "filter.trap.clean": program,
      "filter.trap.smudge": program,
      "filter.trap.required": "true",
      "pager.log": program,
      "pager.diff": program,
      "gpg.program": program,
      "log.showSignature": "true",
      "log.showRoot": "false",
      "log.follow": "true",
      "log.mailmap": "true",
      "log.decorate": "full",
      "log.date": "relative",
      "log.abbrevCommit": "true",
      "log.diffMerges": "separate",
      "format.pretty": "oneline",
      "format.notes": "true",
      "diff.renames": "false",
      "diff.noprefix": "true",
      "diff.mnemonicPrefix": "true",
      "diff.relative": "true",
      "diff.orderFile": "nowhere",
      "diff.ignoreSubmodules": "all",
      "diff.submodule": "log",
      "diff.wordRegex": ".",
      "color.ui": "always",
      "color.diff": "always",
      "column.ui": "always",
      "i18n.logOutputEncoding": "ISO-8859-1",
      "trailer.separators": "=",
      "trailer.review.command": program,
      "alias.log": `!${program}`,
      "alias.diff": `!${program}`,
      "alias.rev-parse": `!${program}`,
      "tag.sort": "-refname",
      "versionsort.suffix": "-",
      "core.warnAmbiguousRefs": "false",
      "core.attributesFile": "/nonexistent",
    };
    for (const [key, value] of Object.entries(settings)) repository.git("config", key, value);
    expect(await read(repository)).toBe(plain);
    expect(existsSync(marker) ? readFileSync(marker, "utf8") : "").toBe("");
  });

  it("in the surroundings is not heard either: git looks into the folder that was named", async () => {
    const repository = project();
    const plain = await read(repository);
    const other = project();
    const { program, marker } = makeTrap();
    const env = {
      ...repository.env,
      GIT_DIR: join(other.path, ".git"),
      GIT_WORK_TREE: other.path,
      GIT_INDEX_FILE: "/nonexistent",
      GIT_OBJECT_DIRECTORY: "/nonexistent",
      GIT_COMMON_DIR: "/nonexistent",
      GIT_NAMESPACE: "other",
      GIT_EXTERNAL_DIFF: program,
      GIT_PAGER: program,
      GIT_SSH_COMMAND: program,
      GIT_ASKPASS: program,
      GIT_DIFF_OPTS: "-u0",
      GIT_LITERAL_PATHSPECS: "1",
      GIT_TRACE: "1",
      GIT_TRACE2: join(other.path, "trace"),
      GIT_SHALLOW_FILE: "/nonexistent",
      GIT_REPLACE_REF_BASE: "refs/heads/",
      GIT_DEFAULT_HASH: "sha256",
      GIT_LAZY_FETCH: "1",
      GIT_ALLOW_PROTOCOL: "file",
      GIT_NO_LAZY_FETCH: "0",
    };
    expect(await read(repository, { env })).toBe(plain);
    expect(existsSync(marker)).toBe(false);
    expect(existsSync(join(other.path, "trace"))).toBe(false);
  });

  it("leaves the repository as it was: no index is refreshed, no file is written", async () => {
    const repository = project();
    const state = () => repository.raw(["hash-object", ".git/index", ".git/HEAD", ".git/config"]).toString();
    repository.write("a.txt", "changed but not committed\n");
    const before = state();
    await read(repository);
    expect(state()).toBe(before);
  });
});

describe("the number of git processes", () => {
  it("is small and does not grow with the release", async () => {
    const repository = makeRepository();
    repository.commit("Root", { files: { "a.md": "1" } });
    const count = async (): Promise<number> => {
      const log = join(makeFolder(), "log");
      const bin = makeFolder();
      const paths = (repository.env.PATH ?? "").split(":").map((folder) => join(folder, "git"));
      const script = `#!/bin/sh\necho "$*" >> ${log}\nfor git in ${paths.join(" ")}; do [ -x "$git" ] && exec "$git" "$@"; done\n`;
      writeFileSync(join(bin, "git"), script, { mode: 0o755 });
      const env = { ...repository.env, PATH: `${bin}:${repository.env.PATH}` };
      const session = await local.open(surroundings(repository, { env }));
      await session.readPolicyFile("head", ".release-gate.yml");
      await session.collect(query({ documents: ["**/*.md"] }, evidenceKinds));
      return readFileSync(log, "utf8").trim().split("\n").length;
    };
    const small = await count();
    for (let n = 0; n < 12; n += 1)
      repository.commit(`Commit ${n}`, { files: { [`d${n}/x.md`]: `${n}`, "a.md": `${n}` } });
    expect(await count()).toBe(small);
    expect(small).toBeLessThanOrEqual(11);
  });
});
