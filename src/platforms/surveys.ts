/** How each platform's set-up is looked at; apart from the platforms themselves, since only `doctor` and `init` look. */
import type { Observed } from "../core/evidence/observed.ts";
import type { SetupFacts } from "../core/evidence/setup-facts.ts";
import type { FilePlace, SurveyAsked } from "./platform.ts";

type Survey = (asked: SurveyAsked) => Promise<SetupFacts>;

/** Throws `PlatformError` (`usage`) where it is not known which repository is meant. Null where there is no platform to look at. */
export const surveys: Readonly<Record<"github" | "gitlab" | "local", Survey | null>> = {
  github: async (asked) => (await import("./github/survey/survey.ts")).survey(asked),
  gitlab: async (asked) => (await import("./gitlab/survey/survey.ts")).survey(asked),
  local: null,
};

/** What reading takes on GitHub, for whoever writes a workflow or a table of it. */
export const permissionsOnGithub = async () => (await import("./github/permissions.ts")).permissionsTaken;

/** Text files on a platform that are not in the checkout, one answer for each place; absent where doctor asks for none. */
export const filesElsewhere: Readonly<
  Partial<
    Record<
      "github" | "gitlab" | "local",
      (asked: SurveyAsked, places: readonly FilePlace[]) => Promise<readonly Observed<string>[]>
    >
  >
> = {
  github: async (asked, places) => (await import("./github/survey/elsewhere.ts")).readElsewhere(asked, places),
};
