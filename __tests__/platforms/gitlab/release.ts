/** A release with a policy of its own: the gate was adopted before, and is asked about one change since. */
import type { ProjectStories } from "../../support/gitlab/index.ts";
import { deploy, mergeChange, type Stage, type StageOptions, setStage } from "./stage.ts";

export const policy = `version: 1
groups:
  operations: { users: [], gitlab: { groups: [acme/operations] } }
  security: { users: [sam] }
environments:
  production:
    checks:
      tests: { required: [test] }
      reviews: { approvals: 1 }
    approvals: { low: [{ group: operations }, { group: security }] }
`;

export interface Story extends Omit<StageOptions, "tell" | "isFirst"> {
  readonly rules?: string;
  readonly change?: (shop: ProjectStories) => void;
}

/** The policy is there and in production already; then comes the change. */
export const stageFor = ({
  rules = policy,
  change = (shop) => void mergeChange(shop),
  ...options
}: Story = {}): Promise<Stage> =>
  setStage({
    ...options,
    isFirst: true,
    tell: (shop) => {
      deploy(shop, shop.commit({ by: "carol", message: "Adopt the gate", files: { ".release-gate.yml": rules } }));
      change(shop);
      return shop.at("main");
    },
  });
