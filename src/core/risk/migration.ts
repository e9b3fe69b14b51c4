/** Database migrations and schemas. */
import { defineFactor } from "./risk-factor.ts";

export const migration = defineFactor({
  id: "migration",
  title: "database migration",
  why: "Code can be taken back; data that was moved cannot so easily.",
  reads: "shape",
  steps: [({ touchesMigration }) => touchesMigration],
  saw: ({ touchesMigration }) =>
    touchesMigration ? "a database migration or schema changed" : "no database migration",
});
