/** The policies that come with the gate. */
import lightweight from "../../../policies/lightweight.yml";
import regulated from "../../../policies/regulated.yml";
import standard from "../../../policies/standard.yml";

/** Name -> the bytes of its file, in alphabetical order of names. */
export const builtIns: ReadonlyMap<string, Uint8Array> = new Map(
  Object.entries({ lightweight, regulated, standard }).map(([name, text]) => [name, new TextEncoder().encode(text)]),
);
