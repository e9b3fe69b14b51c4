/** Who set the deployment off: whoever started the pipeline. In a manual job everything else names whoever pressed the button. */
import { observed } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";
import { userOf } from "../identities.ts";

export const triggerers: Collector<"triggerers"> = async ({ own, surroundings }) => {
  if (own === null) return observed([], "no job of GitLab CI asks, so nobody triggered one", surroundings.now);
  const { id, user } = await own.pipeline();
  return observed([userOf(user)], `pipeline ${id}`, surroundings.now);
};
