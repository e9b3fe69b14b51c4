/** Which proxy stands between this machine and a host, by the variables that every tool reads. */

type Environment = Readonly<Record<string, string | undefined>>;

const set = (env: Environment, ...names: readonly string[]): string | null =>
  names.map((name) => env[name]?.trim() ?? "").find((value) => value !== "") ?? null;

/** `example.com` and `.example.com` mean the host and everything below it; `host:port` only that port; `*` everything. */
function isPassedBy(url: URL, list: string): boolean {
  const host = url.hostname.toLowerCase();
  const port = url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port;
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => {
      if (entry === "*") return true;
      const [, name = "", only] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry) ?? [];
      return (only === undefined || only === port) && (host === name || host.endsWith(`.${name}`));
    });
}

/** The proxy for this address, or null. An address without a scheme is taken for `http://`; one that is no address is passed over. */
export function proxyFor(url: URL, env: Environment): URL | null {
  if (isPassedBy(url, set(env, "no_proxy", "NO_PROXY") ?? "")) return null;
  // HTTP_PROXY in capitals can be set by whoever sends a request to a CGI program, so it is not read.
  const named = url.protocol === "https:" ? set(env, "https_proxy", "HTTPS_PROXY") : set(env, "http_proxy");
  if (named === null) return null;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(named) ? named : `http://${named}`;
  if (!URL.canParse(address)) return null;
  const proxy = new URL(address);
  return proxy.protocol === "http:" || proxy.protocol === "https:" ? proxy : null;
}
