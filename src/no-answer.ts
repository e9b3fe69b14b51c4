/** The outputs where nothing could be judged, for whoever has loaded nothing else. */
export { noOutputs as noAnswer } from "./reporters/outputs.ts";
