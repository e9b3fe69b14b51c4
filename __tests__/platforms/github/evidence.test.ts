/** What the platform sees of an ordinary release. */
import { expect, it } from "vitest";
import { ask, query, setStage } from "./stage.ts";

it.each([true, false])("sees an ordinary release whole (checkout: %s)", async (checkout) => {
  const stage = await setStage();
  const session = await ask(stage, { checkout });
  const evidence = await session.collect(query());
  console.log(
    JSON.stringify(evidence, null, 1).slice(0, 1),
    stage.github.violations,
    stage.github.requests.map(
      (r) =>
        `${r.method} ${r.path} ${r.status} ${r.graphql?.query.slice(0, 30).replaceAll("\n", " ")} ${r.graphql?.cost}`,
    ),
  );
  expect(stage.github.violations).toEqual([]);
  expect(session.release).toMatchObject({
    relation: "ahead",
    commits: 1,
    base: { sha: stage.deployed },
    baseOrigin: "last-deployment",
  });
});
