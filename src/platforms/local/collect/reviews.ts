/** Reviews as commit messages tell them, where the policy takes trailers for reviews. */
import { unavailable } from "../../../core/evidence/observed.ts";
import { readTrailerReviews } from "../../checkout/trailer-reviews.ts";
import type { Collector } from "../context.ts";

export const reviews: Collector<"reviews"> = async ({ checkout, range, commits, surroundings }, { reviewTrailers }) => {
  if (!reviewTrailers)
    return unavailable(
      "A git checkout alone knows no reviews of change requests.",
      "Run the gate in the pipeline, or let `Reviewed-by:` lines in commit messages count with `reviews: { trailers: true }`.",
    );
  return commits.status === "unavailable"
    ? commits
    : readTrailerReviews(checkout, range, commits.value, surroundings.now);
};
