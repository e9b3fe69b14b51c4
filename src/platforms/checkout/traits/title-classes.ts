/** What the title of a change says about it: word lists in English, the language of nearly all commit messages. */

const word = (alternatives: string): RegExp =>
  new RegExp(`\\b(?:${alternatives.trim().replaceAll(/\s*\n\s*/g, "|")})\\b`, "i");
const matchesAny =
  (...patterns: readonly RegExp[]) =>
  (text: string): boolean =>
    patterns.some((pattern) => pattern.test(text));

/** A title that takes something back. */
export const saysRevert = matchesAny(
  /^\W*(?:revert(?:s|ed|ing)?\b|back(?:ing|ed)? ?out\b|roll(?:ing|ed)? ?back\b)/i,
  /^[a-z]+(?:\([^)]*\))?!?:\s*(?:revert|roll ?back)\b/i,
  /^\[[^\]]*\]\s*revert/i,
);

/** A title that mends something. */
export const saysFix = matchesAny(
  word(`
    fix(?:e[sd]|ing|up)?
    bug(?:s|fix|fixes)?
    hotfix
    regression
    crash(?:es|ing)?
    broken
    repair
    resolve[sd]? (?:an? )?(?:issue|bug|error)
    incorrect(?:ly)?
    wrong(?:ly)?
    fault
    defect
    oops
  `),
);

/** A title that mends something which is not how the product behaves. */
export const saysNoBugFix = matchesAny(
  word(`
    typos?
    lint(?:er|ing|s)?
    rubocop
    eslint
    prettier
    clippy
    mypy
    flak(?:e|es|y|iness)
    tests?
    specs?
    docs?
    documentation
    readme
    changelog
    spelling
    grammar
    comments?
    format(?:ting)?
    style
    ci
    workflow
    snapshot
    storybook
    stories
    dependabot
    renovate
    bump
    deps
    merge conflicts?
    copyright
    license
    link
    indentation
    whitespace
    warnings?
    release notes
  `),
);

/** An update of dependencies or a release commit. */
export const saysRoutine = matchesAny(
  /^(?:chore|fix|build|feat)\(deps[^)]*\)/i,
  /^\W*(?:\w+(?:\([^)]*\))?!?:\s*)?(?:bump|roll(?! ?back))\b/i,
  /\b(?:bump|update|upgrade)s?\b.{0,80}(?:\bdependenc|\bdeps?\b|\bversions?\b|\bdigest\b|\btag\b|\b(?:to|from) v?\d|\block ?file|\bschema\b|\bto latest\b)/i,
  /lock ?file maintenance/i,
  /^(?:chore(?:\([^)]*\))?:\s*)?(?:\[?release\b|v?\d+(?:\.\d+){1,3}\b|prepar\w+ (?:for )?(?:the )?(?:next |new )?(?:release|development|version))/i,
  word(`
    version bump
    bump (?:the )?version
    next (?:development )?version
    new development version
    prepare (?:for )?(?:the )?(?:next )?release
    version packages
  `),
  /^release[: ]/i,
);

/** Work on the surroundings of the product. */
export const saysHousekeeping = matchesAny(/^(?:chore|build|ci|style|docs?|tests?)\b/i);

/** A stopgap, a try, or something brought back. */
export const saysTentative = matchesAny(
  word(`
    hotfix
    urgent
    critical
    emergency
    asap
    quick ?fix
    temporar(?:y|ily)
    workaround
    hack
    wip
    try
    trying
    attempt
    experiment(?:al)?
    for now
    again
    re-?land
    re-?apply
    re-?introduce
    re-?enable
    second attempt
    take 2
    attempt #?2
    reinstate
    unrevert
  `),
  /revert\W+revert/i,
);

/** Something switched on, off or made the default. */
const saysSwitch = matchesAny(
  word(`
    enabl(?:e|es|ed|ing)
    disabl(?:e|es|ed|ing)
    turn(?:ing|ed)? (?:on|off)
    defaults?
    feature ?flags?
    roll ?outs?
    toggl\\w*
    switch(?:es|ed|ing)?
    opt[- ]?(?:in|out)
    always
    a/?b test
    stop
    start
  `),
);

const saysPerformance = matchesAny(
  word(`
    perf
    performance
    speed
    optimi[sz]\\w*
    faster
    cach(?:e|ed|ing)
    latency
    memory
    async
    parallel\\w*
    concurren\\w*
    batch(?:es|ed|ing)?
    lazy
    lazily
    preload\\w*
    threads?
  `),
);

export const saysSwitchOrPerformance = (title: string): boolean => saysSwitch(title) || saysPerformance(title);

/** An author name that belongs to a machine. */
export const isBotName = matchesAny(
  /\[bot\]|-bot$|\bbot\b|^bot/i,
  /^(?:renovate|dependabot|github-actions|greenkeeper|snyk|pyup|weblate|crowdin|transifex|mend|allcontributors)\b/i,
);

/** A title as it is compared: lower case, letters and digits only, without the numbers of change requests at its end. */
export const normalized = (title: string): string =>
  title
    .replaceAll(/\s+/g, " ")
    .replace(/(?: ?\(#\d+\))+ ?$/, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim();
