/** The walls of the house: which room may look at which, each with the sentence that says why. */
import type { Arrow, Reading } from "./reading.ts";

/** Path under the project (`src/core/evaluate.ts`) -> what stands in that file. */
export type House = ReadonlyMap<string, Reading>;

interface Look {
  /** The file that looks. */
  readonly from: string;
  /** The file that is looked at. */
  readonly to: string;
  readonly arrow: Arrow;
}

/** What a wall must know beyond the one arrow. */
interface Plan {
  /** `FOLDER FILE` for each file that the registry in that folder lists. */
  readonly members: ReadonlySet<string>;
  /** Every file whose types the result draws on. */
  readonly gathered: ReadonlySet<string>;
}

interface Wall {
  readonly because: string;
  broken(look: Look, plan: Plan): boolean;
}

/** Rooms by floor: a room looks down, or at its own floor where no wall below says otherwise. */
const floors: readonly (readonly [RegExp, number])[] = [
  [/^src\/entry\//, 4],
  [/^src\/(commands\/|[^/]+\.ts$)/, 3],
  [/^src\/(platforms|reporters)\//, 2],
  [/^src\/core\//, 1],
];

const floorOf = (file: string): number | null => floors.find(([room]) => room.test(file))?.[1] ?? null;

/** Rooms of the core, lowest first; rooms side by side do not look at each other. */
const core: readonly (readonly string[])[] = [
  ["evidence", "calendar"],
  ["people"],
  ["risk"],
  ["checks"],
  ["approvals"],
  ["policy", "decision"],
  ["result", "setup"],
  ["evaluate"],
];

/** Leaves: pure functions without nouns of the house, lent to every room of the core. */
const leaves: ReadonlySet<string> = new Set(["canonical", "nearest"]);

/** `src/core/checks/tests.ts` -> `checks`; a loose file other than result.ts helps evaluate.ts tell its story. */
function roomInCore(file: string): string | null {
  const [, folder, rest] = /^src\/core\/([^/]+?)(?:\.ts)?(\/.*)?$/.exec(file) ?? [];
  if (folder === undefined) return null;
  if (rest !== undefined || folder === "result" || leaves.has(folder)) return folder;
  return "evaluate";
}

const heightOf = (room: string): number => core.findIndex((rooms) => rooms.includes(room));

const pureLibraries =
  /^(zod|yaml|canonicalize|date-fns\/\w+|@date-fns\/tz|picomatch|marked|sax|croner|rrule-temporal|ical\.js)$/;

/** Functions of date-fns that read the clock by themselves. */
const clockReaders =
  /^date-fns\/(isPast|isFuture|is(Same|This)\w*|isToday|isTomorrow|isYesterday|\w*ToNow\w*|\w*(Today|Tomorrow|Yesterday)|constructNow)$/;

const shapes = [
  "src/core/checks/check.ts",
  "src/core/risk/risk-factor.ts",
  "src/platforms/platform.ts",
  "src/reporters/reporter.ts",
  "src/commands/command.ts",
  "src/core/setup/setup-rule.ts",
];

const folderOf = (file: string): string => file.slice(0, file.lastIndexOf("/"));
/** How to speak HTTP is no platform either. */
const platformOf = (file: string): string | null => /^src\/platforms\/(?!http\/)([^/]+)\//.exec(file)?.[1] ?? null;
/** The registry, which lists them all, and the shape are no commands. */
const commandOf = (file: string): string | null =>
  /^src\/commands\/(?!(?:registry|command)\.ts$)([^/.]+)/.exec(file)?.[1] ?? null;

export const walls: readonly Wall[] = [
  {
    because:
      "Every room looks down, never up: what is below can then be read, tested and replaced without what stands on it. Move the shared part down, or hand the value in.",
    broken: ({ from, to }) => (floorOf(from) ?? 0) < (floorOf(to) ?? 0),
  },
  {
    because:
      "A way in knows the story (run.ts and its helpers), the commands, and the words of a decision; it judges nothing itself.",
    broken: ({ from, to, arrow }) =>
      from.startsWith("src/entry/") &&
      floorOf(to) !== null &&
      !/^src\/(entry\/|commands\/|[^/]+\.ts$)/.test(to) &&
      !(to === "src/core/decision/decision.ts" && arrow.typeOnly) &&
      !lent.has(to),
  },
  {
    because:
      "A command never looks at another: each can be understood, and thrown away, alone. Put what two commands share into the core or beside run.ts.",
    broken: ({ from, to }) => commandOf(from) !== null && commandOf(to) !== null && commandOf(from) !== commandOf(to),
  },
  {
    because:
      "Commands and the story reach the outside world through a platform's shape and the registry, so that a new platform is one folder and one line.",
    broken: ({ from, to }) => floorOf(from) === 3 && platformOf(to) !== null && platformOf(to) !== "checkout",
  },
  {
    because:
      "A platform never looks at another: what one vendor answers must not depend on the other. checkout/ is lent to all.",
    broken: ({ from, to }) =>
      platformOf(from) !== null &&
      platformOf(to) !== null &&
      platformOf(to) !== "checkout" &&
      platformOf(from) !== platformOf(to),
  },
  {
    because:
      "Platforms know no policy and no judgement: from the core they see the kinds of evidence, so that they can say what was seen.",
    broken: ({ from, to }) =>
      from.startsWith("src/platforms/") && to.startsWith("src/core/") && roomInCore(to) !== "evidence",
  },
  {
    because: "Platforms and reporters never meet: facts become words only by way of a Result.",
    broken: ({ from, to }) =>
      (from.startsWith("src/platforms/") && to.startsWith("src/reporters/")) ||
      (from.startsWith("src/reporters/") && to.startsWith("src/platforms/")),
  },
  {
    because:
      "Reporters read the Result and nothing else: from the core only the types that result.ts gathers. (Only the record also holds what went in.)",
    broken: ({ from, to, arrow }, { gathered }) =>
      from.startsWith("src/reporters/") &&
      to.startsWith("src/core/") &&
      !leaves.has(roomInCore(to) ?? "") &&
      to !== "src/core/calendar/wording.ts" && // a moment is said in one way, wherever it is said
      !(arrow.typeOnly && (gathered.has(to) || from === "src/reporters/record.ts")),
  },
  {
    because:
      "The core is only itself and pure libraries: no node: module, no API client, no file. Then the same values always give the same decision.",
    broken: ({ from, to }) =>
      from.startsWith("src/core/") && !to.startsWith("src/core/") && !pureLibraries.test(to) && !isPolicyText(from, to),
  },
  {
    because: "This function reads the clock. The core is told the moment (`now`), so that a decision can be replayed.",
    broken: ({ from, to }) => from.startsWith("src/core/") && clockReaders.test(to),
  },
  {
    because:
      "Inside the core the order is evaluate > result > policy, decision > approvals > checks > risk > people > evidence, calendar, with setup beside result: a room looks only at what stands lower.",
    broken: ({ from, to }) => {
      const [a, b] = [roomInCore(from), roomInCore(to)];
      if (a === null || b === null || a === b || leaves.has(b)) return false;
      return heightOf(b) === -1 || heightOf(a) <= heightOf(b);
    },
  },
  {
    because:
      "A shape looks at none of its members, and members look at the shape, never at each other's registry: otherwise every new member makes a circle.",
    broken: ({ from, to }, { members }) => {
      const looksAtItsList = to.endsWith("/registry.ts") && folderOf(to) === folderOf(from);
      return shapes.includes(from)
        ? looksAtItsList || isMember(to, from, members)
        : looksAtItsList && isMember(from, to, members);
    },
  },
  {
    because:
      "A file is imported for what it gives, not for what it does when loaded: the bundler drops our files that give nothing.",
    broken: ({ arrow, to }) => arrow.bare && to.startsWith("src/"),
  },
];

/** What a way in may take from rooms further down, since it is no judgement. */
const lent: ReadonlySet<string> = new Set([
  "src/platforms/platform.ts", // the failures that it turns into exit codes: PlatformError ...
  "src/core/policy/problems.ts", // ... and PolicyError
  "src/core/nearest.ts", // which name was meant, to suggest it
  "src/core/calendar/instant.ts", // how an instant is written, to read --at at the door
  "src/reporters/escape.ts", // how text is made harmless for a terminal
  "src/reporters/layout.ts", // and how it is laid out there
]);

/** The built-in policies are text that the core is given at build time. */
const isPolicyText = (from: string, to: string): boolean =>
  from.startsWith("src/core/policy/") && /^policies\/[\w-]+\.yml$/.test(to);

const isMember = (file: string, shape: string, members: ReadonlySet<string>): boolean =>
  members.has(`${folderOf(shape)} ${file}`);

/** Every file whose types `start` draws on, itself included. */
function gatheredBy(start: string, house: House): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [start];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const look of looksOf(file, house)) if (house.has(look.to)) open.push(look.to);
  }
  return seen;
}

function looksOf(from: string, house: House): readonly Look[] {
  return (house.get(from)?.arrows ?? []).map((arrow) => ({ from, to: resolve(from, arrow.to), arrow }));
}

function resolve(from: string, to: string): string {
  if (!to.startsWith(".")) return to;
  const parts = folderOf(from).split("/");
  for (const step of to.split("/")) {
    if (step === "..") parts.pop();
    else if (step !== ".") parts.push(step);
  }
  return parts.join("/");
}

/** What is wrong with the house, one sentence each; empty when every wall stands. */
export function violations(house: House): readonly string[] {
  const looks = [...house.keys()].flatMap((file) => looksOf(file, house));
  const listings = looks.filter(({ from }) => from.endsWith("/registry.ts"));
  const plan: Plan = {
    members: new Set(listings.map(({ from, to }) => `${folderOf(from)} ${to}`)),
    gathered: gatheredBy("src/core/result.ts", house),
  };
  const found = looks.flatMap((look) =>
    walls.filter((wall) => wall.broken(look, plan)).map((wall) => `${look.from} looks at ${look.to}. ${wall.because}`),
  );
  return [...found, ...homeless(house), ...touching(house), ...circles(house, looks)].sort();
}

function homeless(house: House): readonly string[] {
  return [...house.keys()]
    .filter((file) => floorOf(file) === null || (file.startsWith("src/core/") && !isKnown(roomInCore(file) ?? "")))
    .map(
      (file) =>
        `${file} stands in no room of the house. Move it into one, or give the new room its place in __tests__/house/walls.ts.`,
    );
}

const isKnown = (room: string): boolean => heightOf(room) >= 0 || leaves.has(room);

function touching(house: House): readonly string[] {
  return [...house].flatMap(([file, { touches }]) =>
    file.startsWith("src/core/")
      ? touches.map(
          (what) =>
            `${file} uses ${what}. The core gets clock, chance, zone and surroundings as values, so that a decision can be replayed byte for byte.`,
        )
      : [],
  );
}

/** Circles, types included, each told once from its first file on. */
function circles(house: House, looks: readonly Look[]): readonly string[] {
  const nextOf = new Map([...house.keys()].map((file) => [file, new Set<string>()] as const));
  for (const { from, to } of looks) if (house.has(to)) nextOf.get(from)?.add(to);
  const done = new Set<string>();
  const told = new Set<string>();
  const walk = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) {
      const ring = path.slice(at);
      const first = ring.indexOf([...ring].sort()[0] ?? "");
      const turned = [...ring.slice(first), ...ring.slice(0, first)];
      told.add(
        `${[...turned, turned[0]].join(" > ")} is a circle. Two files that need each other are one thought: join them, or move the shared part below both.`,
      );
      return;
    }
    if (done.has(file)) return;
    for (const next of nextOf.get(file) ?? []) walk(next, [...path, file]);
    done.add(file);
  };
  for (const file of house.keys()) walk(file, []);
  return [...told];
}
