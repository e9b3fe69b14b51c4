/**
 * GitHub's limits of a query, from its text alone: every connection says `first` or `last` between 1 and 100, at most 500,000 nodes are
 * possible, and it costs a point for each hundred requests that it stands for.
 */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";

export interface Limits {
  readonly nodes: number;
  readonly cost: number;
  readonly errors: readonly { readonly type: string; readonly message: string }[];
}

const mostNodes = 500_000;

export function limitsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): Limits {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let operation: OperationDefinitionNode | undefined;
  for (const part of document.definitions)
    if (part.kind === "FragmentDefinition") fragments.set(part.name.value, part);
    else if (part.kind === "OperationDefinition") operation ??= part;
  const errors: { type: string; message: string }[] = [];
  const sum = { nodes: 0, requests: 0 };

  const number = (value: ValueNode | undefined): number | null => {
    if (value?.kind === "IntValue") return Number(value.value);
    if (value?.kind !== "Variable") return null;
    const name = value.name.value;
    const given = variables[name];
    if (typeof given === "number") return given;
    const fallback = operation?.variableDefinitions?.find((one) => one.variable.name.value === name)?.defaultValue;
    return fallback?.kind === "IntValue" ? Number(fallback.value) : null;
  };

  const walk = (set: SelectionSetNode | undefined, type: GraphQLNamedType | undefined, times: number): void => {
    for (const part of set?.selections ?? []) {
      if (part.kind !== "Field") {
        const fragment = part.kind === "FragmentSpread" ? fragments.get(part.name.value) : part;
        const on = fragment?.typeCondition === undefined ? type : schema.getType(fragment.typeCondition.name.value);
        walk(fragment?.selectionSet, on, times);
        continue;
      }
      const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[part.name.value] : undefined;
      if (field === undefined) continue;
      const below = getNamedType(field.type);
      if (!below.name.endsWith("Connection") || !field.args.some(({ name }) => name === "first")) {
        walk(part.selectionSet, below, times);
        continue;
      }
      const argument = (name: string): number | null =>
        number(part.arguments?.find((one) => one.name.value === name)?.value);
      const [first, last] = [argument("first"), argument("last")];
      const size = first ?? last;
      const name = part.name.value;
      if (size === null)
        errors.push({
          type: "MISSING_PAGINATION_BOUNDARIES",
          message: `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
        });
      else if (size > 100 || size < 1)
        errors.push({
          type: "EXCESSIVE_PAGINATION",
          message: `Requesting ${size} records on the \`${name}\` connection exceeds the \`${first === null ? "last" : "first"}\` limit of 100 records.`,
        });
      sum.requests += times;
      sum.nodes += times * (size ?? 0);
      walk(part.selectionSet, below, times * (size ?? 0));
    }
  };
  walk(operation?.selectionSet, schema.getQueryType() ?? undefined, 1);
  if (sum.nodes > mostNodes)
    errors.push({
      type: "MAX_NODE_LIMIT_EXCEEDED",
      message: `This query requests up to ${sum.nodes.toLocaleString("en")} possible nodes which exceeds the maximum limit of ${mostNodes.toLocaleString("en")}.`,
    });
  return { nodes: sum.nodes, cost: Math.max(1, Math.round(sum.requests / 100)), errors };
}
