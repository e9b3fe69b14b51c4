/** The gate ends before or after any of its requests, as a runner that is switched off does: a repeat finds its way, and nothing stands there twice. */
import { describe, expect, it } from "vitest";
import { openTransport, type Transport, TransportError } from "../../src/platforms/http/transport.ts";
import type { Session } from "../../src/platforms/platform.ts";
import * as onGithub from "../platforms/github/stage.ts";
import * as onGitlab from "../platforms/gitlab/stage.ts";

/** A way out that ends at one request: before it leaves, or when the server has taken it and its answer is lost. */
function endingAt(request: number, moment: "before" | "after"): Transport & { readonly hasEnded: boolean } {
  const real = openTransport({});
  let sent = 0;
  const ended = () => new TransportError("the gate was killed", false);
  return {
    async send(exchange) {
      sent += 1;
      if (sent > request || (sent === request && moment === "before")) throw ended();
      const answer = await real.send(exchange);
      if (sent >= request) throw ended();
      return answer;
    },
    get hasEnded() {
      return sent >= request;
    },
  };
}

interface Place {
  open(transport?: Transport): Promise<Session>;
  /** What stands there now. */
  comments(): readonly string[];
  issues(): readonly string[];
  clear(): void;
  violations(): readonly string[];
}

async function github(): Promise<Place> {
  const permissions = { ...onGithub.everyPermission, "pull-requests": "write", issues: "write" } as const;
  const stage = await onGithub.setStage({
    permissions,
    tell: (shop) => {
      const files = { "src/more.ts": "export {};\n" };
      shop.pullRequest({ by: "ada", title: "More", commits: [{ message: "More", files }] });
      return [...shop.state.pulls.values()].at(-1)?.headSha;
    },
  });
  const pull = [...stage.shop.state.pulls.values()].at(-1);
  if (pull === undefined) throw new Error("There is no pull request.");
  return {
    open: (transport) => onGithub.ask(stage, transport === undefined ? {} : { client: { transport } }),
    comments: () => pull.comments.map(({ body }) => body),
    issues: () => [...stage.shop.state.issues.values()].map(({ title }) => title),
    clear: () => {
      pull.comments.splice(0);
      stage.shop.state.issues.clear();
    },
    violations: () => stage.github.violations,
  };
}

async function gitlab(): Promise<Place> {
  const stage = await onGitlab.setStage({
    level: 30,
    scopes: ["api"],
    tell: (shop) => shop.mergeRequest({ by: "ada" }).head,
  });
  const request = stage.shop.state.mergeRequests.get(1);
  if (request === undefined) throw new Error("There is no merge request.");
  return {
    open: (transport) => onGitlab.ask(stage, transport === undefined ? {} : { client: { transport } }),
    comments: () => request.notes.filter(({ system }) => !system).map(({ body }) => body),
    issues: () => stage.shop.state.issues.map(({ title }) => title),
    clear: () => {
      request.notes.splice(0);
      stage.shop.state.issues.splice(0);
    },
    violations: () => stage.gitlab.violations,
  };
}

const issue = {
  key: `${"a".repeat(40)}:production`,
  label: "release-gate-emergency",
  title: "Look at it",
  body: "Why",
};
const comment = async (session: Session): Promise<unknown> =>
  session.publish?.({ comment: "How it stands", checkRun: null });
const review = async (session: Session): Promise<unknown> => session.openReview?.(issue);

describe.each([
  ["GitHub", github],
  ["GitLab", gitlab],
] as const)("on %s", (_name, make) => {
  it.each([
    ["its comment", comment, (place: Place) => place.comments()],
    ["the review of an emergency", review, (place: Place) => place.issues()],
  ] as const)("killed at any request, it leaves %s there once after a repeat", async (_what, write, written) => {
    const place = await make();
    let kills = 0;
    let taken = 0;
    for (let request = 1, isOver = false; !isOver; request += 1) {
      for (const moment of ["before", "after"] as const) {
        place.clear();
        const transport = endingAt(request, moment);
        await place
          .open(transport)
          .then(write)
          .catch(() => {});
        isOver = !transport.hasEnded;
        if (isOver) break;
        kills += 1;
        taken += written(place).length;
        expect(written(place).length).toBeLessThanOrEqual(1);
        await write(await place.open());
        expect(written(place)).toHaveLength(1);
      }
    }
    // Some of them came when the server had written it already.
    expect([kills > 8, taken > 0]).toEqual([true, true]);
    expect(place.violations()).toEqual([]);
  });
});
