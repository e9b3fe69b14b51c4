/** Reads the merged configuration of a GitLab pipeline as far as the gate cares: jobs that deploy, and how they begin. */
import { child, entries, items, names, type Piece, readYaml, scalar, type YamlText } from "./yaml-nodes.ts";

export interface GitlabDeployJob {
  readonly name: string;
  /** May hold variables. */
  readonly environment: string;
  /** Commands of `before_script`, else of the defaults', in order. */
  readonly before: readonly string[];
  readonly resourceGroup: string | null;
  readonly continuesOnFailure: boolean;
}

/** Jobs with these actions, or that stop, record no deployment. */
const quiet: ReadonlySet<string> = new Set(["prepare", "verify", "access", "stop"]);

/** Null where the text is no YAML. Hidden jobs (a dot before their name) do not run. */
export function gitlabDeployJobs(text: string): readonly GitlabDeployJob[] | null {
  const yaml = readYaml(text);
  if (yaml.problem !== null) return null;
  const common =
    child(yaml, child(yaml, yaml.root, "default"), "before_script") ?? child(yaml, yaml.root, "before_script");
  return entries(yaml, yaml.root).flatMap(({ key, value }) => {
    if (key.startsWith(".")) return [];
    const environment = child(yaml, value, "environment");
    const name = scalar(yaml, environment) ?? scalar(yaml, child(yaml, environment, "name"));
    if (name === null || quiet.has(scalar(yaml, child(yaml, environment, "action")) ?? "start")) return [];
    const fails = scalar(yaml, child(yaml, value, "allow_failure"));
    return [
      {
        name: key,
        environment: name,
        before: commands(yaml, child(yaml, value, "before_script") ?? common),
        resourceGroup: scalar(yaml, child(yaml, value, "resource_group")),
        continuesOnFailure: fails === "true",
      },
    ];
  });
}

/** Lists of commands may be nested, as `!reference` leaves them. */
const commands = (yaml: YamlText, piece: Piece): readonly string[] => {
  const nested = items(yaml, piece).flatMap((item) => {
    const one = scalar(yaml, item);
    return one === null ? commands(yaml, item) : [one];
  });
  return nested.length > 0 ? nested : names(yaml, piece);
};

/** The component's hidden job sets the mode; a team of its own may call the command line. */
const enforcing =
  /\brelease_gate_mode=["']?enforce\b|(?:\brelease-gate|\bcli\/index\.js)["']?\s+check\b(?![^\n]*--mode[= ](?:evaluate))/;
const asksGate = /\brelease-gate\b|\bcli\/index\.js\b|\brelease_gate_/;

/** Does it begin with the gate? What comes before may only belong to the gate itself. */
export function beginsWithGate({ before }: GitlabDeployJob): boolean {
  const at = before.findIndex((command) => enforcing.test(command));
  // The mode is set in one command, and the gate is asked in the next.
  return at >= 0 && before.slice(0, at).every((command) => asksGate.test(command));
}
