/** A bonus: the change touches nothing but documents. */
import { defineFactor } from "./risk-factor.ts";

export const documentsOnly = defineFactor({
  id: "documents-only",
  title: "documents only",
  why: "What only documents say can hardly break what runs.",
  reads: "shape",
  steps: [(shape) => shape.documentsOnly],
  saw: (shape) => (shape.documentsOnly ? "only documents changed" : "not only documents changed"),
});
