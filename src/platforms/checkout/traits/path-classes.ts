/** What sort of file a path names, told by its folders, its name and its ending alone. */

export interface PathClass {
  /** Product code: not a test, a document, generated, vendored or a lock file. */
  readonly isCode: boolean;
  readonly isDocument: boolean;
  readonly isPipeline: boolean;
  readonly isInfrastructure: boolean;
  readonly isMigration: boolean;
  /** Says something about the history of the product: no lock file, nothing generated, no document. */
  readonly hasHistory: boolean;
}

/** File endings that mean code. Kept in one place, since git is asked for the text of these files only. */
export const codeEndings: readonly string[] =
  `py rb go rs js jsx ts tsx mjs cjs java kt kts scala groovy cs fs vb php c h cc cpp hpp m mm swift ex exs erl clj cljs hs lua
  sh bash zsh ps1 pl r dart vue svelte astro erb haml slim html cshtml razor ejs hbs liquid tmpl sql tf hcl proto graphql rake
  cue zig`.split(/\s+/);

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

const code = new Set(codeEndings);

const lockFiles = setOf(
  `package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb gemfile.lock poetry.lock pipfile.lock uv.lock
  cargo.lock go.sum composer.lock packages.lock.json deno.lock mix.lock .terraform.lock.hcl`,
);

const generatedFolders = setOf("vendor node_modules third_party dist generated __generated__ gen __snapshots__");
const generatedFile = /\.min\.(js|css)$|\.pb\.go$|_pb2(_grpc)?\.py$|\.generated\.|\.snap$|_mock\.go$|\.map$/;

const testFolders = setOf(
  "test tests spec specs __tests__ testing testdata e2e cypress playwright fixture fixtures __mocks__ mocks __snapshots__ it",
);
const testFolder = /^test[-_]|[-_.]tests?$/;
const testFile = /[-_.](test|spec|stories|e2e)\.[a-z]+$|_tests\.[a-z]+$|^test_.*\.py$|^conftest\.py$/;
/** `OrderTest.java`, `OrderIT.kt`: here capitals carry the meaning, so this one reads the name as it is written. */
const testClass = /[a-z0-9](Tests?|IT|Spec)\.(java|kt|cs|scala|groovy)$/;

const documentEndings = setOf("md mdx rst adoc asciidoc");
const documentFolders = setOf("doc docs documentation changelog changelogs changelog.d newsfragments .changeset");
const documentFile =
  /^(license|licence|notice|authors|contributors|codeowners|changelog|changes|readme|upgrade|install)(\.[a-z]+)?$/;

const pipelinePath = /^\.(github|circleci|buildkite|semaphore)\/|^\.(gitlab|drone|appveyor)|^\.travis\.yml$/;
const pipelineName = /(^|\/)(\.gitlab-ci\.yml$|jenkinsfile)|azure-pipelines|bitbucket-pipelines/;

const infrastructureFolders = setOf(
  "helm chart charts k8s kubernetes terraform ansible infra infrastructure deploy deployment deployments ops cdk",
);
const infrastructureEndings = setOf("tf tfvars hcl bicep dockerfile");
const infrastructureName =
  /(^|\/)dockerfile|docker-compose|(^|\/)(\.dockerignore|procfile|app\.json)$|(serverless|manifest)\.ya?ml$|nginx|cloudformation/;

const migrationFolder = /(^|\/)([^/]*_)?migrations?\/|(^|\/)db\/migrate\/|(^|\/)dbscripts\//;
const migrationName = /alembic|flyway|liquibase|(^|\/)(schema\.rb|schema\.prisma)$|\.sql$/;

/** `rb` of `a/b.rb`; "" where there is none. A leading dot begins a name, not an ending. */
function endingOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(dot + 1) : "";
}

function classOf(path: string): PathClass {
  const lower = path.toLowerCase();
  const folders = lower.split("/");
  const name = folders.pop() ?? "";
  const ending = endingOf(name);
  const isLock = lockFiles.has(name) || name.endsWith(".lockfile");
  const isGenerated = folders.some((folder) => generatedFolders.has(folder)) || generatedFile.test(name);
  const isDocument =
    documentEndings.has(ending) || documentFile.test(name) || folders.some((folder) => documentFolders.has(folder));
  const isTest =
    testFile.test(name) ||
    testClass.test(path) ||
    folders.some((folder) => testFolders.has(folder) || testFolder.test(folder));
  return {
    isCode: code.has(ending) && !isLock && !isGenerated && !isDocument && !isTest,
    isDocument,
    isPipeline: pipelinePath.test(lower) || pipelineName.test(lower),
    isInfrastructure:
      infrastructureEndings.has(ending) ||
      infrastructureName.test(lower) ||
      folders.some((folder) => infrastructureFolders.has(folder)),
    isMigration: migrationFolder.test(lower) || migrationName.test(lower),
    hasHistory: !isLock && !isGenerated && !isDocument,
  };
}

const remembered = new Map<string, PathClass>();
const mostRemembered = 20_000;

/** The class of a path (forward slashes; every byte beyond ASCII may stand as any one character). */
export function classify(path: string): PathClass {
  const known = remembered.get(path);
  if (known !== undefined) return known;
  if (remembered.size >= mostRemembered) remembered.clear();
  const found = classOf(path);
  remembered.set(path, found);
  return found;
}
