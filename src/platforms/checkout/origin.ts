/** Reads the address that a checkout came from. Addresses may hold passwords and tokens: only host and path ever leave this room. */

export interface Origin {
  /** Lower case; null for a path on this machine. */
  readonly host: string | null;
  /** `owner/name` (with all groups on GitLab), or the name of a folder. */
  readonly name: string;
}

const localPath = /^(?:file:\/\/|\.{0,2}\/|[A-Za-z]:[\\/])/;

/** Null where the address is of no form that is known. */
export function parseOrigin(address: string | null): Origin | null {
  if (address === null) return null;
  if (localPath.test(address))
    return origin(
      null,
      address
        .split(/[\\/]/)
        .filter((part) => part !== "")
        .slice(-1),
    );
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(address)) {
    const url = URL.canParse(address) ? new URL(address) : null;
    return url === null ? null : origin(url.hostname, url.pathname.split("/"));
  }
  // `user@host:path`, as ssh writes it; `helper::address` is something else.
  const [, host, path] = /^(?:[^@/:]*@)?([A-Za-z0-9.-]+):(?!:)(.+)$/.exec(address) ?? [];
  return host === undefined || path === undefined ? null : origin(host, path.split("/"));
}

function origin(host: string | null, parts: readonly string[]): Origin | null {
  const name = parts
    .filter((part) => part !== "")
    .join("/")
    .replace(/(.)\.git$/, "$1");
  // Anything that could still carry a secret, or that would not print well, is no name.
  return /^[\w.~+-]+(?:\/[\w.~+-]+)*$/.test(name) ? { host: host?.toLowerCase() ?? null, name } : null;
}
