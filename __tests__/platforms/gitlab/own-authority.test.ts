/** A self-managed GitLab behind a certificate of its own authority, under a path of its server, with a project in a subgroup. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeFolder } from "../../support/repository.ts";
import { ask, query, type Stage, setStage } from "./stage.ts";

let stage: Stage;
let folder: string;
let server: ReturnType<typeof createServer>;

const openssl = (...args: readonly string[]): void =>
  void execFileSync("openssl", args, { cwd: folder, stdio: "ignore" });

/** An authority, and a certificate of its for `localhost`. */
function certify(): void {
  const subject = ["-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
  openssl(
    "req",
    "-x509",
    ...subject,
    "-keyout",
    "ca.key",
    "-out",
    "ca.pem",
    "-days",
    "2",
    "-subj",
    "/CN=acme authority",
  );
  openssl("req", ...subject, "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=localhost");
  writeFileSync(join(folder, "names"), "subjectAltName=DNS:localhost\n");
  const by = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "names"];
  openssl("x509", "-req", "-in", "server.csr", "-out", "server.pem", ...by);
}

beforeAll(async () => {
  folder = makeFolder();
  certify();
  stage = await setStage({ plan: "free" });
  const inner = new URL(stage.gitlab.serverUrl);
  const [key, cert] = ["server.key", "server.pem"].map((name) => readFileSync(join(folder, name)));
  server = createServer({ key, cert }, (from, to) => {
    const { hostname, port } = inner;
    const passed = request({ hostname, port, path: from.url, method: from.method, headers: from.headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(to);
    });
    from.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => server.close());

/** Asks as a job whose runner knows the server by this address. */
function open(more: Readonly<Record<string, string>>) {
  const address = `https://localhost:${(server.address() as AddressInfo).port}${new URL(stage.gitlab.serverUrl).pathname}`;
  const project = `${address}/${stage.shop.path}`;
  const env = {
    CI_SERVER_URL: address,
    CI_API_V4_URL: `${address}/api/v4`,
    CI_PROJECT_URL: project,
    CI_JOB_URL: `${project}/-/jobs/${stage.pipeline.job("gate").id}`,
    ...more,
  };
  return ask(stage, { env });
}

it("is asked where the runner hands the authority in, as a file or as the certificate itself", async () => {
  const file = join(folder, "ca.pem");
  for (const CI_SERVER_TLS_CA_FILE of [file, readFileSync(file, "utf8")]) {
    const session = await open({ CI_SERVER_TLS_CA_FILE });
    expect(session.release.repository).toBe("acme/web/shop");
    expect(await session.collect(query({}, ["commits", "ciRuns", "triggerers"]))).toMatchObject({
      commits: { status: "observed" },
      ciRuns: { status: "observed" },
      triggerers: { value: [{ login: "ada" }] },
    });
  }
});

it("is not believed without, and the way to make it known is named", async () => {
  await expect(open({})).rejects.toMatchObject({
    kind: "unreadable",
    message: expect.stringMatching(/certificate/i),
    fix: expect.stringContaining("CI_SERVER_TLS_CA_FILE"),
  });
});

it("says so where the file with the authority cannot be read", async () => {
  await expect(open({ CI_SERVER_TLS_CA_FILE: join(folder, "gone.pem") })).rejects.toThrow(
    /The certificates that CI_SERVER_TLS_CA_FILE names cannot be read/,
  );
});
