/** Puts the question to the gate as its command does, with the evidence kept. */
import { join } from "node:path";
import { requestFrom } from "../../../src/entry/check.ts";
import { runCheck } from "../../../src/run.ts";
import type { Answer } from "./story.ts";

export interface Judging {
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: string;
  readonly texts: Readonly<Record<string, string | null>>;
  readonly secrets?: { readonly token: string; readonly orgToken: string | null };
  readonly checkRunId?: string;
}

let count = 0;

export async function judge({ folder, env, now, texts, secrets, checkRunId }: Judging): Promise<Answer> {
  count += 1;
  const evidenceFile = join(folder, `evidence-${count}.json`);
  const recordFile = join(folder, `record-${count}.json`);
  const all: Readonly<Record<string, string | null>> = {
    environment: "production",
    platform: "auto",
    "change-type": "normal",
    format: "text",
    "save-evidence": texts["evidence"] == null ? evidenceFile : null,
    record: texts["evidence"] == null ? recordFile : null,
    ...texts,
  };
  const given = { positionals: [], text: (name: string) => all[name] ?? undefined, texts: () => [], flag: () => false };
  const request = {
    ...requestFrom(given, {}),
    ...(secrets === undefined ? {} : { secrets }),
    ...(checkRunId === undefined ? {} : { checkRunId }),
  };
  const terminal = {
    out: () => {},
    err: () => {},
    env: { PATH: process.env.PATH, HOME: "/nonexistent", ...env },
    cwd: folder,
    color: false,
    width: 100,
    now,
    progress: () => {},
  };
  const { result, reporting } = await runCheck(request, terminal);
  return { result, receipt: reporting.receipt?.line ?? null, evidenceFile, recordFile };
}
