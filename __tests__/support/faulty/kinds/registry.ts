/** The kinds of fault that a bad network, a proxy or a platform on a bad day has. */
import { content } from "./content.ts";
import { graphql } from "./graphql.ts";
import type { FaultKind } from "./kind.ts";
import { limits } from "./limits.ts";
import { network } from "./network.ts";
import { pages } from "./pages.ts";

export const faultKinds: readonly FaultKind[] = [...network, ...limits, ...graphql, ...content, ...pages];
