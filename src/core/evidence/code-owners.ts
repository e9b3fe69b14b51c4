/** The CODEOWNERS file that holds for this release, as text, from the base (or the head where there is no base). */

export type CodeOwners =
  | { readonly kind: "none" }
  | {
      readonly kind: "file";
      readonly path: string;
      readonly dialect: "github" | "gitlab";
      readonly ref: string;
      readonly text: string;
    };
