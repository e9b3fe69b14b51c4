/** Whose certificates are trusted: Node's own list, and the authority of a self-managed server that the runner hands in. */
import { readFile } from "node:fs/promises";
import { PlatformError, type Surroundings } from "../platform.ts";

/** Null where Node's own list does, which holds NODE_EXTRA_CA_CERTS already. Throws `PlatformError` for a file that cannot be read. */
export async function trustedAuthorities(env: Surroundings["env"]): Promise<readonly string[] | null> {
  const named = env.CI_SERVER_TLS_CA_FILE?.trim() ?? "";
  if (named === "") return null;
  const extra = env.NODE_EXTRA_CA_CERTS?.trim() ?? "";
  const { rootCertificates } = await import("node:tls");
  const read = async (variable: string, path: string): Promise<string> => {
    try {
      // GitLab sets the certificate itself where the variable is no file variable.
      return path.includes("-----BEGIN CERTIFICATE-----") ? path : await readFile(path, "utf8");
    } catch (error) {
      throw new PlatformError(
        "unreadable",
        `The certificates that ${variable} names cannot be read: ${error instanceof Error ? error.message : String(error)}`,
        "Correct the path, or remove the variable where the server's certificate is known to Node.",
      );
    }
  };
  return [
    ...rootCertificates,
    await read("CI_SERVER_TLS_CA_FILE", named),
    ...(extra === "" ? [] : [await read("NODE_EXTRA_CA_CERTS", extra)]),
  ];
}
