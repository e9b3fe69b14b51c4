/** One engine for every rule about documents: they exist for what the release touches, say something real, and are fresh enough. */
import { z } from "zod";
import { duration } from "../calendar/duration.ts";
import type { ChangedFile } from "../evidence/changed-files.ts";
import type { ReleaseDocument } from "../evidence/documents.ts";
import { compileGlobs, escapeGlob, globs } from "../evidence/globs.ts";
import type { Observed } from "../evidence/observed.ts";
import { type Demands, type Flaws, flawsOf } from "./document-flaws.ts";
import { combine, fail, pass, skipped, unknown, type Verdict } from "./finding.ts";
import { capped, counted, listed, verb } from "./wording.ts";

/** Keys that every rule about documents takes besides the globs of its documents. */
export const documentSettings = {
  sections: z
    .array(z.string().trim().min(1).max(200))
    .min(1)
    .optional()
    .describe("Headings that must be there with real content under them."),
  "max-age": duration.optional().describe("How long ago the document may have last changed."),
  services: z
    .record(z.string().min(1).max(100), globs)
    .refine((services) => Object.keys(services).length > 0, "name at least one service")
    .optional()
    .describe(
      "Service -> its paths. Each service that the release touches needs a document; * or {service} stands for its name.",
    ),
};

/** Refuses a glob that stands for a service where no service is named: it would look for a path with braces in it. */
export const needsServices =
  <K extends string>(key: K) =>
  (rule: Readonly<Record<K, readonly string[]>> & { readonly services?: unknown }, context: z.RefinementCtx): void => {
    if (rule.services !== undefined) return;
    for (const [index, glob] of rule[key].entries())
      if (glob.includes("{service}"))
        context.addIssue({
          code: "custom",
          path: [key, index],
          message: "{service} stands for the name of a service, and no services are named beside it",
        });
  };

export interface DocumentRule extends Demands {
  readonly files: readonly string[];
  readonly services?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** What a rule is judged on. */
export interface DocumentFacts {
  readonly documents: readonly ReleaseDocument[];
  readonly changedFiles: Observed<readonly ChangedFile[]>;
}

/** `{service}`, else the first `*` that is not part of `**`, stands for the service. A glob without either is common to all. */
function forService(glob: string, service: string): string {
  const name = escapeGlob(service);
  if (glob.includes("{service}")) return glob.replaceAll("{service}", () => name);
  return glob.replace(/(?<![*\\])\*(?!\*)/, () => name);
}

const servicesOf = ({ services }: DocumentRule): readonly (readonly [string, readonly string[]])[] | null =>
  services === undefined ? null : Object.entries(services).sort(([a], [b]) => (a < b ? -1 : 1));

/** The globs to ask the platform for. */
export const documentGlobs = (rule: DocumentRule): readonly string[] =>
  servicesOf(rule)?.flatMap(([service]) => rule.files.map((glob) => forService(glob, service))) ?? rule.files;

/** Services with a changed file, in alphabetical order; a rename touches the service it leaves as well. */
function touchedServices(
  services: readonly (readonly [string, readonly string[]])[],
  files: readonly ChangedFile[],
): readonly string[] {
  const paths = files.flatMap(({ path, previousPath }) => (previousPath === null ? [path] : [path, previousPath]));
  return services.flatMap(([service, patterns]) => (paths.some(compileGlobs(patterns)) ? [service] : []));
}

/** A rule looks for documents once for every touched service, or once for all. */
interface Search {
  readonly service: string | null;
  readonly globs: readonly string[];
}

/** Judges one rule. `check` begins the codes, `what` is what the documents are called: `rollback document`. */
export function judgeDocuments(
  check: string,
  what: string,
  rule: DocumentRule,
  { documents, changedFiles }: DocumentFacts,
  now: string,
): Verdict {
  const services = servicesOf(rule);
  let searches: readonly Search[] = [{ service: null, globs: rule.files }];
  if (services !== null) {
    if (changedFiles.status === "unavailable")
      return unknown(
        `${check}.unavailable`,
        `Which services the release touches is not known: ${changedFiles.because}`,
        changedFiles.fix === undefined ? {} : { fix: changedFiles.fix },
      );
    const touched = touchedServices(services, changedFiles.value);
    if (touched.length === 0)
      return skipped(
        `${check}.no-service-touched`,
        `The release touches none of ${counted(services.length, "service")}, so no ${what} is asked.`,
      );
    searches = touched.map((service) => ({ service, globs: rule.files.map((glob) => forService(glob, service)) }));
  }

  const found = searches.map((search) => {
    const matches = compileGlobs(search.globs);
    return { ...search, documents: documents.filter(({ path }) => matches(path)) };
  });
  const judged = [...new Set(found.flatMap((search) => search.documents))].sort((a, b) => (a.path < b.path ? -1 : 1));
  const flaws = judged.map((document) => flawsOf(document, rule, now));
  const all = (key: keyof Flaws): readonly string[] => flaws.flatMap((each) => each[key]);
  const missing = found.filter((search) => search.documents.length === 0);

  const parts: Verdict[] = [];
  if (missing.length > 0) parts.push(missingVerdict(check, what, missing));
  const incomplete = all("incomplete");
  if (incomplete.length > 0)
    parts.push(
      fail(
        `${check}.incomplete`,
        `${counted(incomplete.length, "part")} of the ${what}s ${verb(incomplete.length, "is", "are")} missing or not filled in.`,
        {
          details: capped(incomplete),
          fix: "Write what is missing, with real content in place of TODOs and template text, and commit it to this release.",
        },
      ),
    );
  const stale = all("stale");
  if (stale.length > 0)
    parts.push(
      fail(
        `${check}.stale`,
        `${counted(stale.length, what)} ${verb(stale.length, "was", "were")} not looked at for too long.`,
        {
          details: capped(stale),
          fix: "Read it through, mend what has changed, and commit it with the date of the review.",
        },
      ),
    );
  const unreadable = all("unreadable");
  if (unreadable.length > 0)
    parts.push(
      unknown(`${check}.unreadable`, `${counted(unreadable.length, what)} cannot be read.`, {
        details: capped(unreadable),
        fix: "Make the documents readable where the gate runs: fetch the files of the head commit, and keep them to plain Markdown.",
      }),
    );
  const ageless = all("ageless");
  if (ageless.length > 0)
    parts.push(
      unknown(
        `${check}.age-unknown`,
        `How old ${counted(ageless.length, what)} ${verb(ageless.length, "is", "are")} cannot be told.`,
        {
          details: capped(ageless),
          fix: "Fetch the whole history (fetch-depth: 0, GIT_DEPTH: 0, or git fetch --unshallow).",
        },
      ),
    );
  if (parts.length === 0) parts.push(heldVerdict(check, what, judged.length, found));
  return combine(parts);
}

/** A path that can be created as it is written. */
const isPlain = (glob: string): boolean => !/[*?[{\\]/.test(glob);

function missingVerdict(check: string, what: string, missing: readonly Search[]): Verdict {
  const services = missing.flatMap(({ service }) => (service === null ? [] : [service]));
  const patterns = missing.flatMap((search) => search.globs);
  return fail(
    `${check}.missing`,
    `There is no ${what}${services.length === 0 ? "" : ` for ${listed(services)}`} at the head.`,
    {
      details: capped(
        missing.map(
          (search) => `${search.service === null ? "" : `${search.service}: `}no file matches ${listed(search.globs)}.`,
        ),
      ),
      fix: `Add a ${what} at ${patterns.find(isPlain) ?? patterns[0] ?? "the path that the policy names"}, or correct the path in the policy.`,
    },
  );
}

function heldVerdict(check: string, what: string, count: number, found: readonly Search[]): Verdict {
  const services = found.flatMap(({ service }) => (service === null ? [] : [service]));
  const whose = services.length === 0 ? "" : ` for ${listed(services)}`;
  return pass(`${check}.present`, `${counted(count, what)}${whose} ${verb(count, "is", "are")} there and filled in.`);
}
