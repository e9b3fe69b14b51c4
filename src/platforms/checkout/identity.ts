/** Names and addresses as they stand in a checkout: free text, of which git proves nothing. */
import type { Identity } from "../../core/evidence/identity.ts";

/**
 * Never with a login: an address such as `123+octocat@users.noreply.github.com` can be written by anybody. Only a name that ends
 * in `[bot]` is taken for a bot.
 */
export function gitIdentity(name: string, email: string): Identity {
  const [bare, address] = [name.trim(), email.trim()];
  return {
    name: bare,
    email: address === "" ? null : address,
    login: null,
    kind: bare.endsWith("[bot]") ? "bot" : "person",
  };
}

/** `Name <address>`, a bare address, or a bare name. */
export function parseIdentity(text: string): Identity {
  const found = /<([^<>]*)>/.exec(text);
  if (found !== null)
    return gitIdentity(
      text
        .slice(0, found.index)
        .trimEnd()
        .replace(/^"(.*)"$/, "$1"),
      found[1] ?? "",
    );
  return /^[^\s@]+@[^\s@]+$/.test(text) ? gitIdentity("", text) : gitIdentity(text, "");
}
