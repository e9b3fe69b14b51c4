/** The token that GitHub is asked with. */
import { PlatformError, type Surroundings } from "../platform.ts";

/** The one handed in, else that of the surroundings. Throws `PlatformError` (`usage`) where there is none. */
export function tokenIn({ secrets, env }: Surroundings): string {
  const token = [secrets?.token, env.GITHUB_TOKEN, env.GH_TOKEN].find((each) => each != null && each.trim() !== "");
  if (token != null) return token.trim();
  throw new PlatformError(
    "usage",
    "GitHub cannot be asked without a token.",
    "In an action leave the input `token` out, and the job's own token is used; elsewhere set GITHUB_TOKEN.",
  );
}
