/** Files are written whole, and where they were meant to be. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { removeWhole, writeWhole } from "../src/files.ts";
import { makeFolder } from "./support/repository.ts";

test("writes into folders that are made on the way, and leaves nothing beside the file", async () => {
  const folder = makeFolder();
  await writeWhole(folder, "out/deep/record.json", "{}", "record");
  expect(readFileSync(join(folder, "out/deep/record.json"), "utf8")).toBe("{}");
  expect(readdirSync(join(folder, "out/deep"))).toEqual(["record.json"]);
});

test("a link in the repository leads no file out of it, neither to be written nor to be taken away", async () => {
  const [folder, elsewhere] = [makeFolder(), makeFolder()];
  writeFileSync(join(elsewhere, "record.json"), "precious");
  symlinkSync(elsewhere, join(folder, "out"));
  const refusal = { kind: "usage", message: expect.stringContaining("a link on its way leads out") as string };
  await expect(writeWhole(folder, "out/record.json", "{}", "record")).rejects.toMatchObject(refusal);
  await expect(writeWhole(folder, "out/new/record.json", "{}", "record")).rejects.toMatchObject(refusal);
  await expect(removeWhole(folder, "out/record.json", "record")).rejects.toMatchObject(refusal);
  expect(readFileSync(join(elsewhere, "record.json"), "utf8")).toBe("precious");
  expect(readdirSync(elsewhere)).toEqual(["record.json"]);
});

test("a link that stands in the file's own place is replaced, not followed", async () => {
  const [folder, elsewhere] = [makeFolder(), makeFolder()];
  writeFileSync(join(elsewhere, "precious"), "precious");
  symlinkSync(join(elsewhere, "precious"), join(folder, "record.json"));
  await writeWhole(folder, "record.json", "{}", "record");
  expect(readFileSync(join(folder, "record.json"), "utf8")).toBe("{}");
  expect(readFileSync(join(elsewhere, "precious"), "utf8")).toBe("precious");
});

test("a path that its owner wrote to lead elsewhere is taken at its word", async () => {
  const [folder, elsewhere] = [makeFolder(), makeFolder()];
  await writeWhole(folder, join(elsewhere, "record.json"), "{}", "record");
  expect(existsSync(join(elsewhere, "record.json"))).toBe(true);
});

test("says what cannot be written, and leaves no part of it", async () => {
  const folder = makeFolder();
  mkdirSync(join(folder, "record.json"));
  await expect(writeWhole(folder, "record.json", "{}", "record")).rejects.toMatchObject({
    message: expect.stringContaining("cannot be written") as string,
  });
  expect(readdirSync(folder)).toEqual(["record.json"]);
});
