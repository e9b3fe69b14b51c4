/** Which repositories are ranked by which model: each by one that was fitted on all those of other folds. */

/** The folds that figures are told by; whole repositories, so that no habit of one is known beforehand. */
const named: readonly (readonly string[])[] = [
  ["ministryofjustice/modernisation-platform", "saleor/saleor", "pypi/warehouse", "artsy/force"],
  ["Homebrew/brew", "element-hq/synapse", "microsoft/playwright", "18F/identity-idp"],
  ["guardian/dotcom-rendering", "denoland/deno", "getsentry/snuba", "renovatebot/renovate"],
  ["temporalio/temporal", "PrefectHQ/prefect", "spring-projects/spring-boot", "pulumi/pulumi"],
  ["rails/rails", "dependabot/dependabot-core", "openfoodfoundation/openfoodnetwork"],
];

export const folds = named.length;

/** Repositories that stand in no fold take turns, by their place among `all`. */
export function foldOf(name: string, all: readonly string[]): number {
  const found = named.findIndex((fold) => fold.includes(name));
  return found === -1 ? [...all].sort().indexOf(name) % folds : found;
}
