/** The shape of a change: what its paths, its title and its making say, put together in one place for whoever can tell them. */
import type { ShapeTraits } from "../../../core/evidence/change-traits.ts";
import type { ChangeMessage } from "./change-messages.ts";
import {
  isBotName,
  saysFix,
  saysHousekeeping,
  saysRevert,
  saysRoutine,
  saysSwitchOrPerformance,
  saysTentative,
} from "./title-classes.ts";
import type { Touched } from "./touched-files.ts";

/** Does the title say that something is mended? Taking something back is no mending. */
export const isFix = (title: string): boolean => saysFix(title) && !saysRevert(title);

/** `isAgain`: something that was taken back not long ago comes again. */
export function shapeOf(
  touched: Omit<Touched, "files">,
  message: Pick<ChangeMessage, "title" | "author" | "commits">,
  isAgain: boolean,
): ShapeTraits {
  const { title } = message;
  return {
    documentsOnly: touched.documentsOnly,
    touchesCode: touched.touchesCode,
    touchesPipeline: touched.touchesPipeline,
    touchesInfrastructure: touched.touchesInfrastructure,
    touchesMigration: touched.touchesMigration,
    isRoutineUpdate: saysRoutine(title),
    isByBot: isBotName(message.author),
    isHousekeeping: saysHousekeeping(title),
    isTentative: saysTentative(title) || isAgain,
    namesSwitchOrPerformance: saysSwitchOrPerformance(title),
    isRevert: saysRevert(title),
    isFix: isFix(title),
    commits: message.commits,
  };
}
