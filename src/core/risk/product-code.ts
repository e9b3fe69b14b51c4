/** Whether the change touches product code at all, however little of it. */
import { defineFactor } from "./risk-factor.ts";

export const productCode = defineFactor({
  id: "product-code",
  title: "product code touched",
  why: "What runs in production is the code: a change that leaves it alone seldom needs a bug fix.",
  reads: "shape",
  steps: [({ touchesCode }) => touchesCode],
  saw: ({ touchesCode }) => (touchesCode ? "product code is touched" : "no product code is touched"),
});
