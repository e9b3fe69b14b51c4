/** A head behind the base: what would be taken out is what can break. */
import { expect, it } from "vitest";
import { openLocal, query } from "../../support/local.ts";
import { makeRepository } from "../../support/repository.ts";

it("reads the traits of the changes that going back takes out", async () => {
  const repository = makeRepository();
  repository.commit("feat: begin", { files: { "a.ts": "export const a = 1;\n" } });
  repository.git("tag", "v1.0.0");
  repository.commit("feat: more", { files: { "b.ts": "export const b = 2;\n" } });
  repository.commit("feat: and more", { files: { "c.ts": "export const c = 3;\n" } });
  const session = await openLocal(repository, { base: "HEAD", head: "v1.0.0" });
  expect(session.release.relation).toBe("behind");
  const { changeTraits } = await session.collect(query({}, ["changeTraits"]));
  expect(changeTraits).toMatchObject({
    status: "observed",
    value: { changes: [{ title: "feat: and more" }, { title: "feat: more" }] },
  });
});
