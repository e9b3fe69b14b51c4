/** Documents at the head commit. */
import { readDocuments } from "../../checkout/documents.ts";
import type { Collector } from "../context.ts";

export const documents: Collector<"documents"> = ({ checkout, range, surroundings }, { documents: globs }) =>
  readDocuments(checkout, range, globs, surroundings.now);
