/** Turns a name in the policy into what it stands for, while the policy is parsed. */
import { z } from "zod";
import { listed, quoted } from "./shown.ts";

/**
 * A schema from name to definition; an unknown name is a problem that suggests the nearest one. Where the definitions are not all at
 * hand, `standIn` makes one for every other name: the policy is refused for another reason, and its output is never used.
 */
export function reference<T>(
  what: "calendar" | "group",
  definitions: ReadonlyMap<string, T>,
  standIn?: (name: string) => T,
): z.ZodType<T, string> {
  const names = [...definitions.keys()];
  const expected =
    names.length === 0
      ? `a ${what} that the policy defines under \`${what}s\`; it defines none`
      : `one of ${listed(names)}, as \`${what}s\` defines them`;
  return z
    .string({ error: `the name of a ${what} that stands under \`${what}s\`` })
    .meta({ description: `The name of a ${what} under \`${what}s\`.` })
    .transform((name, context) => {
      const definition = definitions.get(name);
      if (definition !== undefined) return definition;
      if (standIn !== undefined) return standIn(name);
      context.issues.push({
        code: "custom",
        message: `there is no ${what} ${quoted(name)}`,
        params: { names, expected },
        input: name,
      });
      return z.NEVER;
    });
}
