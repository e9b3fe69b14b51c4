/** Who set the deployment off: the run's first actor, and whoever started this attempt. */
import { observed } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";
import { userOf } from "../identities.ts";

export const triggerers: Collector<"triggerers"> = async ({ own, setting, surroundings }) => {
  if (own === null) return observed([], "no run of GitHub Actions asks, so nobody triggered one", surroundings.now);
  const { actor, triggering_actor } = await own.facts();
  const people = [actor, triggering_actor].filter((each) => each != null).map(userOf);
  const distinct = people.filter(({ login }, at) => people.findIndex((each) => each.login === login) === at);
  // An account that is gone may have been anybody's.
  const all = actor == null ? [userOf(null), ...distinct] : distinct;
  return observed(all, `run ${setting.run?.id ?? ""}, attempt ${setting.run?.attempt ?? ""}`, surroundings.now);
};
