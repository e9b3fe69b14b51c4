/** How a policy names another repository. */
import { z } from "zod";

/** `owner/name`. */
export const repositoryName = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]{0,99}(?:\/[\w.-]{1,100})+$/, "expected a repository as owner/name")
  .max(255);
