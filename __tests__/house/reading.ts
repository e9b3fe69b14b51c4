/** Reads one source file: what it imports, and which things of the machine (clock, chance, network, zone, process) it touches. */
import { parseAst } from "rolldown/parseAst";

export interface Arrow {
  /** As written: `../evidence/commits.ts`, `zod`, `node:fs`. */
  readonly to: string;
  /** Only types cross: nothing of it is loaded when the product runs. */
  readonly typeOnly: boolean;
  /** Names taken, as exported; empty for `import "x"`, `export *` and `import()`. */
  readonly names: readonly string[];
  /** `import "x"`: loaded for what it does, not for what it gives. */
  readonly bare: boolean;
}

export interface Reading {
  readonly arrows: readonly Arrow[];
  /** Sorted, without repetition: `process`, `new Date()`, `Math.random`. */
  readonly touches: readonly string[];
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";

const child = (node: Node, key: string): Node | null => (isNode(node[key]) ? node[key] : null);
const children = (node: Node, key: string): readonly Node[] =>
  Array.isArray(node[key]) ? (node[key] as unknown[]).filter(isNode) : [];
const text = (node: Node | null, key: string): string => (typeof node?.[key] === "string" ? node[key] : "");

/** Throws where the text is not TypeScript. */
export function read(source: string): Reading {
  const arrows: Arrow[] = [];
  const touches = new Set<string>();
  visit(parseAst(source, { lang: "ts" }) as unknown as Node, (node, parent, key) => {
    const arrow = arrowOf(node);
    if (arrow !== null) arrows.push(arrow);
    const touch = touchOf(node, parent, key);
    if (touch !== null) touches.add(touch);
  });
  return { arrows, touches: [...touches].sort() };
}

function visit(
  node: Node,
  see: (node: Node, parent: Node | null, key: string) => void,
  parent: Node | null = null,
  at = "",
): void {
  see(node, parent, at);
  for (const [key, value] of Object.entries(node)) {
    for (const inner of Array.isArray(value) ? value : [value]) if (isNode(inner)) visit(inner, see, node, key);
  }
}

function arrowOf(node: Node): Arrow | null {
  const to = text(child(node, "source"), "value");
  if (to === "") return null;
  const specifiers = children(node, "specifiers");
  const names = specifiers.map((specifier) => text(child(specifier, "imported") ?? child(specifier, "local"), "name"));
  const kinds = specifiers.map((specifier) => text(specifier, "importKind") || text(specifier, "exportKind"));
  const allTypes = kinds.length > 0 && kinds.every((kind) => kind === "type");
  switch (node.type) {
    case "ImportDeclaration":
      return { to, typeOnly: node.importKind === "type" || allTypes, names, bare: specifiers.length === 0 };
    case "ExportNamedDeclaration":
      return { to, typeOnly: node.exportKind === "type" || allTypes, names, bare: false };
    case "ExportAllDeclaration":
      return { to, typeOnly: node.exportKind === "type", names: [], bare: false };
    case "ImportExpression":
      return { to, typeOnly: false, names: [], bare: false };
    case "TSImportType":
      return { to, typeOnly: true, names: [], bare: false };
    default:
      return null;
  }
}

/** Globals through which a program sees or moves the world. */
const worldly = new Set([
  "process",
  "globalThis",
  "global",
  "fetch",
  "WebSocket",
  "crypto",
  "performance",
  "console",
  "navigator",
  "Temporal",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "Buffer",
  "__dirname",
  "__filename",
]);

/** Methods whose answer depends on the machine's own zone or language. */
const local = /^(toLocale\w*|localeCompare|getTimezoneOffset|toDateString|toTimeString)$/;

function touchOf(node: Node, parent: Node | null, key: string): string | null {
  if (node.type === "Identifier" && worldly.has(text(node, "name")) && isUse(parent, key)) return text(node, "name");
  if (node.type === "MetaProperty" && text(child(node, "meta"), "name") === "import") return "import.meta";
  if (node.type === "MemberExpression") {
    const whole = `${text(child(node, "object"), "name")}.${text(child(node, "property"), "name")}`;
    if (whole === "Date.now" || whole === "Math.random") return whole;
    const property = text(child(node, "property"), "name");
    return node.computed !== true && local.test(property) ? `.${property}` : null;
  }
  const callee = child(node, "callee");
  const called = text(callee, "name");
  const given = children(node, "arguments");
  if (node.type === "NewExpression" && /^(TZ)?Date(Mini)?$/.test(called)) {
    if (given.length === 0) return `new ${called}()`;
    return called === "Date" && given.length > 1 ? "new Date(year, month, ...)" : null;
  }
  if (node.type !== "CallExpression") return null;
  if (called === "Date") return "Date()";
  const method = text(child(callee ?? node, "property"), "name");
  if (/^format(ToParts)?$/.test(method) && given.length === 0) return `.${method}()`;
  const made = `${text(child(callee ?? node, "object"), "name")}.${method}`;
  return /^TZDate(Mini)?\.tz$/.test(made) && given.length < 2 ? `${made}(zone)` : null;
}

/** A name that is only a property, a key, a type or the word under which something is imported is no use of the global. */
function isUse(parent: Node | null, key: string): boolean {
  if (parent === null) return true;
  if (parent.type === "MemberExpression") return key === "object" || parent.computed === true;
  if (parent.type === "Property" || parent.type === "PropertyDefinition" || parent.type === "MethodDefinition") {
    return key === "value" || parent.computed === true || parent.shorthand === true;
  }
  return !parent.type.startsWith("TS") && !/^(Import|Export)\w*Specifier$/.test(parent.type);
}
