/** An hour of waiting for an approval, on a clock that does not wait. */
import { onLocalGitHub } from "../local-github.mjs";

export const title = "An hour of waiting, `wait` in a job, no news";

export async function measure({ dist }) {
  const [{ sent, charged, peak }] = onLocalGitHub("--dist", dist, "--hour");
  return [
    {
      what: "waiting for an approval",
      more: { requests: sent, charged },
      // That of the whole test server and the gate, which share one process here.
      memory: peak,
      others:
        "charged: manual-approval, wait-for-check 360; wait-for-status-checks, turnstyle 180; merge-gatekeeper 1,440; review apps 0",
    },
  ];
}
