/** Collects what doctor judges: policy and pipeline files of the checkout, facts of the platform. */
import { resolve } from "node:path";
import { unavailable } from "../../core/evidence/observed.ts";
import { nothingSeen, type SetupFacts } from "../../core/evidence/setup-facts.ts";
import { environmentFor } from "../../core/policy/environment-for.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { queryFor } from "../../core/policy/query-for.ts";
import { type Examination, examine } from "../../core/setup/examine.ts";
import type { LoadedPolicy } from "../../load-policy.ts";
import { type Checkout, openCheckout } from "../../platforms/checkout/checkout.ts";
import { readText, readWorkflowFiles, type WrittenFile } from "../../platforms/checkout/pipeline-files.ts";
import { type FileReading, PlatformError } from "../../platforms/platform.ts";
import { choosePlatform } from "../../platforms/registry.ts";
import { filesElsewhere, surveys } from "../../platforms/surveys.ts";
import { loadFromDisk, loadUsual } from "../../policy-from-disk.ts";
import { whichPlatform } from "../../which-platform.ts";
import { type Terminal, UsageError } from "../command.ts";
import { besidePolicyInForce, calledBy, localActions, type ReadThere } from "./beyond.ts";

export interface Asked {
  readonly environments: readonly string[];
  readonly policy: string | null;
  /** A folder of the checkout, relative to the working directory. */
  readonly repository: string;
  readonly platform: string;
  readonly token: string | null;
  /** May read the members of teams or groups. */
  readonly orgToken: string | null;
}

export interface Diagnosis extends Examination {
  /** Where the policy was read. */
  readonly policy: string;
  /** Paths of the pipeline files that were read. */
  readonly pipelineFiles: readonly string[];
  /** What must be said aloud. */
  readonly notes: readonly string[];
}

/** Throws `PolicyError`, `PlatformError` and `UsageError`. */
export async function lookAround(asked: Asked, terminal: Terminal): Promise<Diagnosis> {
  const folder = resolve(terminal.cwd, asked.repository);
  const checkout = await openCheckout(folder, terminal.env);
  if (checkout.root === null)
    throw new PlatformError(
      "usage",
      `${asked.repository} is a bare repository.`,
      "Look at a checkout with a work tree.",
    );
  const { loaded, note } =
    asked.policy === null
      ? await loadUsual(folder, noFreezes)
      : { loaded: await loadFromDisk(asked.policy, terminal.cwd, noFreezes), note: null };
  const { policy, files } = loaded;
  refuseUnknown(asked.environments, policy);
  const { facts, readThere } = await survey(asked, checkout, checkout.root, loaded, terminal);
  const pipelineFiles = await readWorkflowFiles(checkout.root, terminal.now);
  const workflows = facts.platform !== "gitlab" && pipelineFiles.status === "observed" ? pipelineFiles.value : [];
  const policyFile = await policyText(checkout.root, files[0]?.path ?? "");
  const inForce =
    facts.platform === "github" && policyFile !== null ? await besidePolicyInForce(policyFile, readThere) : null;
  const found = {
    facts,
    policy,
    policyFile,
    pipelineFiles,
    localActions: await localActions(checkout.root, workflows),
    called: await calledBy(workflows, readThere),
    codeOwners: await firstOf(checkout.root, [
      ".github/CODEOWNERS",
      "CODEOWNERS",
      "docs/CODEOWNERS",
      ".gitlab/CODEOWNERS",
    ]),
    environments: asked.environments,
  };
  return {
    ...examine(found),
    policy: found.policyFile?.path ?? files[0]?.where ?? "the policy",
    pipelineFiles: pipelineFiles.status === "observed" ? pipelineFiles.value.map(({ path }) => path) : [],
    notes: [note, inForce].filter((each) => each !== null),
  };
}

/** Whether the platform's freeze periods can be read is one of the questions; what they say is none. */
const noFreezes = async (): Promise<FileReading> => ({
  status: "found",
  bytes: new TextEncoder().encode("[]"),
  where: "no freeze periods",
});

function refuseUnknown(environments: readonly string[], policy: Policy): void {
  for (const name of environments) {
    const { rules, suggestion } = environmentFor(policy, name);
    if (rules === null)
      throw new UsageError(
        `the policy has no rules for the environment "${name}".`,
        suggestion === null ? "Name it under `environments:`." : `Did you mean ${suggestion}?`,
      );
  }
}

async function survey(
  { platform: named, token, orgToken }: Asked,
  checkout: Checkout,
  root: string,
  { policy }: LoadedPolicy,
  { env, now, progress }: Terminal,
): Promise<{ readonly facts: SetupFacts; readonly readThere: ReadThere | null }> {
  const id = named === "auto" ? await whichPlatform({ root, host: checkout.origin?.host ?? null, env }) : named;
  const platform = choosePlatform(id, env);
  const teams = Object.values(policy.groups).flatMap(({ github, gitlab }) =>
    platform.id === "gitlab" ? gitlab.groups.map(String) : github.teams,
  );
  const rules = policy.environments;
  const look = surveys[platform.id];
  if (look !== null) {
    const survey = {
      repository: root,
      env,
      now,
      progress,
      secrets: { token, orgToken },
      kinds: queryFor(rules[0]?.name ?? "*", "normal", rules).kinds,
      teams: [...new Set(teams)].sort(),
    };
    const elsewhere = filesElsewhere[platform.id];
    return {
      facts: await look(survey),
      readThere: elsewhere === undefined ? null : (places) => elsewhere(survey, places),
    };
  }
  const blind = unavailable(
    "No platform was asked: nothing tells where this repository lives.",
    "Give --platform github or --platform gitlab.",
  );
  return { facts: nothingSeen({ platform: platform.id, repository: checkout.name }, blind), readThere: null };
}

/** The policy as it lies in the work tree, to say in which line something stands. */
const policyText = (root: string, path: string): Promise<WrittenFile | null> =>
  path.startsWith("builtin:") ? Promise.resolve(null) : readText(root, path);

async function firstOf(root: string, paths: readonly string[]): Promise<WrittenFile | null> {
  for (const path of paths) {
    const found = await readText(root, path);
    if (found !== null) return found;
  }
  return null;
}
