/** The request for this deployment, from a file at the head. */
import { observed, unavailable } from "../../../core/evidence/observed.ts";
import { textOf } from "../../checkout/documents.ts";
import { readFromCommit } from "../../checkout/policy-files.ts";
import type { Collector } from "../context.ts";

const largest = 1024 * 1024;
const useFile = "Write the request into a file and name it in the policy: request: { file: .release/request.md }";

export const deploymentRequest: Collector<"deploymentRequest"> = async (
  { checkout, range, surroundings },
  { request },
) => {
  if (request === null) return unavailable("The policy does not say where the deployment request stands.", useFile);
  if (request === "pull-request-body") return unavailable("A git checkout alone has no pull requests.", useFile);
  if (request === "workflow-inputs") return unavailable("A local check has no workflow inputs.", useFile);
  const reading = await readFromCommit(checkout, range.head, request.file);
  if (reading.status === "absent")
    return observed({ kind: "missing", from: reading.where }, reading.where, surroundings.now);
  if (reading.status === "unreadable") return unavailable(`${reading.where} cannot be read: ${reading.because}`);
  if (reading.bytes.length > largest)
    return unavailable(`${reading.where} has more than 1 MiB.`, "Write a shorter request.");
  return observed(
    { kind: "markdown", from: reading.where, text: textOf(reading.bytes) },
    reading.where,
    surroundings.now,
  );
};
