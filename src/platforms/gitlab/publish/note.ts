/** The one note on the merge request that says how things stand for an environment: written once, then written over. */
import type { Client } from "../client.ts";
import { routes } from "../routes.ts";
import { note, written } from "../schema/changes.ts";
import { user } from "../schema/common.ts";

/** Hidden in the page, and different for each environment. No name of an environment can end it: only letters, digits and % remain. */
const markFor = (environment: string): string =>
  `<!-- release-gate ${encodeURIComponent(environment).replaceAll("-", "%2D")} -->`;

/** Throws `HttpFailure`. */
export async function writeNote(
  client: Client,
  { request, environment, body }: { readonly request: number; readonly environment: string; readonly body: string },
): Promise<void> {
  const mark = markFor(environment);
  const text = { body: `${mark}\n${body}` };
  const what = `the gate's note on !${request}`;
  const [self, notes] = await Promise.all([
    client.get(user, { route: routes.user, what: "whose token this is" }),
    client.list(note, {
      route: routes.notes,
      at: { iid: request },
      what: `the notes on !${request}`,
      query: { sort: "asc", order_by: "created_at" },
    }),
  ]);
  // Anybody could put the mark into a note of theirs, and go on editing it after us.
  const known = notes.find(
    ({ author, body: said, system }) => system !== true && author?.id === self.id && said?.startsWith(mark),
  );
  if (known === undefined) await client.write(written, text, { route: routes.createNote, at: { iid: request }, what });
  else
    await client.write(written, text, {
      route: routes.updateNote,
      at: { iid: request, note: known.id },
      what,
      again: true,
    });
}
