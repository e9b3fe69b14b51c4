/** How a platform or git names somebody, before anyone asks whether two names are one person. */

/**
 * `login` is set only where the platform itself ties this name to an account; git's name and e-mail are free text.
 * `kind` is `bot` where the platform or a well-known bot name says so, else `person`.
 */
export interface Identity {
  readonly name: string;
  readonly email: string | null;
  readonly login: string | null;
  readonly kind: "person" | "bot";
}
