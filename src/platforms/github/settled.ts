/** Answers that are looked at later, as every platform keeps them. */
export { attempt, need, once, type Settled, settle, unseen } from "../settled.ts";
