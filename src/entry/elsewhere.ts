/** What the command line is told about the platform that it asks: which project, and in which variables the tokens are. */
import { type Given, type Terminal, UsageError } from "../commands/command.ts";
import { type InputName, inputs } from "./inputs.ts";

type Environment = Terminal["env"];

const isSet = (value: string | undefined): boolean => (value ?? "").trim() !== "";

/** A token by the variable that it is in; null where none is there. Throws `UsageError` where a variable was named and is empty. */
function tokenIn(given: Given, name: InputName, env: Environment): string | null {
  const variable = given.text(name) ?? "";
  if (variable === "") return null;
  if (!/^[A-Za-z_]\w*$/.test(variable))
    throw new UsageError(
      `--${name} takes the name of a variable, and what was given is none.`,
      "Put the token into a variable, and give the variable's name: a token on a command line can be read by others.",
    );
  const value = (env[variable] ?? "").trim();
  if (value !== "") return value;
  if (variable === inputs[name].default) return null;
  throw new UsageError(
    `--${name} names ${variable}, and that variable is empty.`,
    "On GitLab a protected variable is there on protected branches and tags only. Set it, or leave the option out.",
  );
}

/** Tokens that were handed over by name; undefined where there are none, and the platform looks for its own. */
export function secretsFrom(given: Given, env: Environment) {
  const token = tokenIn(given, "token-variable", env);
  const orgToken = tokenIn(given, "org-token-variable", env);
  return token === null && orgToken === null ? undefined : { token, orgToken };
}

/**
 * The environment with the project of `--project` in it. Throws `UsageError` inside a pipeline of that platform, where the project is
 * the pipeline's own, and where nobody says which platform has it.
 */
export function withProject(given: Given, env: Environment): Environment {
  const project = given.text("project");
  if (project === undefined) return env;
  const platform = given.text("platform");
  if (platform !== "github" && platform !== "gitlab")
    throw new UsageError(
      "--project names a project of a platform, and which one is not said.",
      "Give --platform github or --platform gitlab with it.",
    );
  const pipeline = platform === "github" ? "GITHUB_ACTIONS" : "GITLAB_CI";
  if (isSet(env[pipeline]))
    throw new UsageError(
      `--project cannot be given where ${pipeline} is set: a pipeline is judged in its own project.`,
      "Leave --project out.",
    );
  if (platform === "github") return { ...env, GITHUB_REPOSITORY: project };
  const isNumber = /^\d+$/.test(project);
  return {
    ...env,
    CI_PROJECT_ID: isNumber ? project : undefined,
    CI_PROJECT_PATH: isNumber ? undefined : project,
    CI_PROJECT_URL: undefined,
  };
}
