import { describe, expect, test } from "vitest";
import { PolicyError } from "../src/core/policy/problems.ts";
import { loadPolicy } from "../src/load-policy.ts";
import { type FileReading, PlatformError } from "../src/platforms/platform.ts";
import { bytesOf, reading } from "./core/policy/files.ts";

const chainOf = (length: number) =>
  Object.fromEntries(
    Array.from({ length }, (_, index) => [
      `p${index}.yml`,
      index === length - 1 ? "version: 1\n" : `version: 1\nextends: ./p${index + 1}.yml\n`,
    ]),
  );

const onlyFirstReadable = async (path: string): Promise<FileReading> =>
  path === "a.yml"
    ? { status: "found", bytes: bytesOf("version: 1\nextends: ./b.yml\n"), where: path }
    : { status: "unreadable", where: path, because: "permission denied" };

describe("loading a policy", () => {
  test("lists the files that made it, the file itself first", async () => {
    const files = {
      "policies/prod.yml": "version: 1\nextends: ../shared/base.yml\n",
      "shared/base.yml": "version: 1\nextends: ./more/./deep.yml\n",
      "shared/more/deep.yml": "version: 1\nextends: builtin:standard\n",
    };
    const loaded = await loadPolicy("policies/prod.yml", reading(files));
    expect(loaded.files.map(({ path }) => path)).toEqual([...Object.keys(files), "builtin:standard"]);
  });

  test("a built-in is never read from anywhere", async () => {
    const loaded = await loadPolicy("builtin:regulated", () => Promise.reject(new Error("read")));
    expect(loaded.files).toEqual([{ path: "builtin:regulated", where: "builtin:regulated" }]);
    expect(loaded.policy.environments.map(({ name }) => name)).toEqual(["*"]);
  });

  test("an absent file and an unknown built-in are wrong usage", async () => {
    const absent = loadPolicy("a.yml", reading({}));
    await expect(absent).rejects.toBeInstanceOf(PlatformError);
    await expect(absent).rejects.toMatchObject({ kind: "usage", message: "The policy file a.yml does not exist." });
    await expect(loadPolicy("builtin:strict", reading({}))).rejects.toMatchObject({
      kind: "usage",
      fix: "Choose one of builtin:lightweight, builtin:regulated, builtin:standard.",
    });
  });

  test("a file that may be there but cannot be read is not taken for absent", async () => {
    const loading = loadPolicy("a.yml", onlyFirstReadable);
    await expect(loading).rejects.toBeInstanceOf(PlatformError);
    await expect(loading).rejects.toMatchObject({
      kind: "unreadable",
      message: "The policy file b.yml cannot be read: permission denied",
    });
  });

  test("ten files in a row are read, an eleventh is a problem of the tenth", async () => {
    await expect(loadPolicy("p0.yml", reading(chainOf(10)))).resolves.toMatchObject({ policy: { version: 1 } });
    const tooLong = loadPolicy("p0.yml", reading(chainOf(11)));
    await expect(tooLong).rejects.toBeInstanceOf(PolicyError);
    await expect(tooLong).rejects.toThrow(/^p9\.yml:2:10: more than 10 policies extend each other/u);
  });

  test("a circle is told where it closes", async () => {
    const files = { "a.yml": "version: 1\nextends: ./b.yml\n", "b.yml": "version: 1\nextends: ./a.yml\n" };
    await expect(loadPolicy("a.yml", reading(files))).rejects.toThrow(
      /^b\.yml:2:10: policies extend each other in a circle: `a\.yml` extends `b\.yml` extends `a\.yml`/u,
    );
  });

  test("messages use the name that the caller shows", async () => {
    const loading = loadPolicy("a.yml", reading({ "a.yml": "version: 2\n" }), { show: (path) => `../repo/${path}` });
    await expect(loading).rejects.toThrow(/^\.\.\/repo\/a\.yml:1:10: /u);
  });
});
