/** A release as people would tell it, without a word about the platform that it happens on; two tellers let it happen on one each. */
import type { ChangeType } from "../../../src/core/checks/check.ts";
import type { Result } from "../../../src/core/result.ts";

export interface Change {
  readonly by: string;
  readonly title: string;
  /** Path -> content. */
  readonly files: Readonly<Record<string, string>>;
  /** Who approved it, before it was merged. */
  readonly approvedBy?: readonly string[];
  /** Who pushed one more commit after the approvals, where somebody did. */
  readonly pushedLater?: string;
  readonly mergedBy: string;
}

/** What happens before the gate is asked, in this order. */
export type Event =
  /** A change request, merged. */
  | { readonly kind: "change"; readonly change: Change }
  /** A commit straight to the default branch. */
  | {
      readonly kind: "push";
      readonly by: string;
      readonly message: string;
      readonly files: Readonly<Record<string, string>>;
    }
  /** The branch's tip was deployed there. */
  | { readonly kind: "deployed"; readonly environment: string; readonly ended?: "failed" };

/** A job of CI on the head. */
export interface CiRun {
  readonly name: string;
  readonly outcome: "success" | "failed" | "running";
}

export interface Said {
  readonly by: string;
  readonly group: "operations" | "security";
  readonly what?: "rejected";
}

export interface Story {
  readonly name: string;
  readonly policy: string;
  readonly events: readonly Event[];
  readonly ci?: readonly CiRun[];
  /** Another deployment there that has begun and not ended. */
  readonly underWay?: boolean;
  readonly changeType?: ChangeType;
  readonly reason?: string;
  /** The release changes its own policy: two are then judged, and a saved file knows of one. */
  readonly changesPolicy?: true;
  /** Judge this commit in place of the branch's tip: that many deployments before the newest. */
  readonly back?: number;
  /**
   * Judged from a checkout with history, as the quick starts have it. Where several changes come at once, or commits that no change
   * request brought, it is needed: the two APIs tell different parts of what the risk rests on, what is not told is assumed, and so the
   * points differ (the level and all else do not). A checkout is a dozen processes of git each time, so only these have one, and the first.
   */
  readonly checkout?: true;
  /** What people say after the evaluation; then it is enforced. */
  readonly said?: readonly Said[];
  /** What the evaluation decides, and then the enforcement. */
  readonly expect: {
    readonly evaluate: Result["decision"];
    readonly enforce: Result["decision"];
    readonly codes?: readonly string[];
  };
}

export interface Answer {
  readonly result: Result;
  readonly receipt: string | null;
  /** Evidence, as `--save-evidence` writes it. */
  readonly evidenceFile: string;
  /** The record, as `--record` writes it. */
  readonly recordFile: string;
}

/** A story on one platform. */
export interface Telling {
  evaluate(): Promise<Answer>;
  /** People say what they say, and the deploy job begins. */
  say(said: readonly Said[]): void;
  enforce(receipt: string | null): Promise<Answer>;
  /** What broke the platform's own description; none. */
  violations(): readonly string[];
  close(): Promise<void>;
}

/** With `checkout` the gate finds a work tree with full history; without, it asks the platform for everything. */
export type Teller = (story: Story, folder: string, checkout: boolean) => Promise<Telling>;

/** The moments of events, ten minutes apart and on both platforms the same. */
export function moments(): () => string {
  let last = Date.parse("2026-06-08T08:00:00Z");
  return () => {
    last += 600_000;
    return new Date(last).toISOString().replace(".000", "");
  };
}

/** A clock that a telling moves on. */
export function makeClock() {
  let now = Date.parse("2026-06-10T10:00:00Z");
  return {
    now: (): Date => new Date(now),
    pass: (minutes: number): void => {
      now += minutes * 60_000;
    },
  };
}
