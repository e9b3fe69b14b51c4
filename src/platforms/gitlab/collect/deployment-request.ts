/** The request for this deployment: from a file at the head, or the merge request's words. */
import { observed, unavailable } from "../../../core/evidence/observed.ts";
import { textOf } from "../../checkout/documents.ts";
import type { Collector } from "../context.ts";

const largest = 1024 * 1024;

export const deploymentRequest: Collector<"deploymentRequest"> = async (context, { request }) => {
  const { files, range, surroundings } = context;
  const { now } = surroundings;
  if (request === null)
    return unavailable(
      "The policy does not say where the deployment request stands.",
      "Name the place in the policy, for example `request: pull-request-body`.",
    );
  if (request === "workflow-inputs")
    return unavailable(
      "GitLab's pipelines have no workflow inputs.",
      "Ask for a file (`request: { file: ... }`) or for the merge request's words (`request: pull-request-body`).",
    );
  if (request === "pull-request-body") {
    const found = await context.oneRequest();
    const from = found === null ? "the merge request of the head (there is none)" : `merge request !${found.iid}`;
    return observed(
      found === null ? { kind: "missing", from } : { kind: "markdown", from, text: found.description ?? "" },
      from,
      now,
    );
  }
  const reading = await files.read(range.head, request.file);
  if (reading.status === "absent") return observed({ kind: "missing", from: reading.where }, reading.where, now);
  if (reading.status === "unreadable") return unavailable(`${reading.where} cannot be read: ${reading.because}`);
  if (reading.bytes.length > largest)
    return unavailable(`${reading.where} has more than 1 MiB.`, "Write a shorter request.");
  return observed({ kind: "markdown", from: reading.where, text: textOf(reading.bytes) }, reading.where, now);
};
