/** The model that `risk` judges by: the product's own, or one from a file. */
import { model as fitted } from "../../core/risk/fitted.ts";
import { type Model, modelSchema } from "../../core/risk/model.ts";
import { parseNamedJson, readNamedFile } from "../../files.ts";
import { UsageError } from "../command.ts";

/** Throws where the file is none, or does not have points for every step of every factor. */
export async function readModel(file: string | null): Promise<Model> {
  if (file === null) return fitted;
  const parsed = modelSchema.safeParse(parseNamedJson(await readNamedFile(file, "model"), file, "model"));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(
    `The model ${file} does not fit this version: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}.`,
    "Fit it again with `npm run fit-risk`.",
  );
}
