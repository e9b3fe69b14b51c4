/** Answers that are whole by HTTP, and not what they should be: fields, values, words. */
import { type Spoil, withANull, withAnotherField, withAnotherKind, withAnotherText, withoutAField } from "../json.ts";
import { type FaultKind, type Given, lasting, told } from "./kind.ts";

/** The answer with its JSON changed; null where it has none, or where nothing changed. */
export const spoiltBy =
  (spoil: Spoil): FaultKind["strike"] =>
  (answer, _asked, chance): Given | null => {
    if (answer.body === "") return null;
    try {
      const body = JSON.stringify(spoil(JSON.parse(answer.body), chance));
      return body === answer.body ? null : { ...answer, body };
    } catch {
      return null;
    }
  };

export const content: readonly FaultKind[] = [
  lasting("field that is missing", spoiltBy(withoutAField)),
  lasting("null in any place", spoiltBy(withANull)),
  lasting("value of another kind", spoiltBy(withAnotherKind)),
  lasting("field that nobody knows", spoiltBy(withAnotherField)),
  lasting("text that nobody knows", spoiltBy(withAnotherText)),
  lasting("error that repeats the token", (_answer, { token }, chance) =>
    told(chance.pick([400, 401, 500]), `No such credentials: ${token}`),
  ),
  lasting("permission that is missing", (_answer, _asked, chance) =>
    told(chance.pick([403, 404]), chance.pick(["Resource not accessible by integration", "Not Found"])),
  ),
  lasting("token revoked midway", () => told(401, "Bad credentials")),
  lasting("clock of the server wrong by hours", (answer, _asked, chance) => ({
    ...answer,
    headers: {
      ...answer.headers,
      date: new Date(Date.now() + (chance.happens(0.5) ? 1 : -1) * 3_600_000 * (1 + chance.below(9600))).toUTCString(),
    },
  })),
  lasting("own clock that jumps by hours", (answer, _asked, chance) => ({
    ...answer,
    ownClock: (chance.happens(0.5) ? 1 : -1) * 3_600_000 * (1 + chance.below(2400)),
  })),
];
