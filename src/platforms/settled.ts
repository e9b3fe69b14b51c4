/** Answers that are asked for now and looked at later: a failure is kept as a value until somebody needs what it stands for. */
import { type Unseen, unavailable } from "../core/evidence/observed.ts";
import { PlatformError } from "./platform.ts";

export type Settled<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: PlatformError };

/** Waits for a value; a `PlatformError` becomes a value too, anything else is a bug and stays thrown. */
export async function settle<T>(promise: Promise<T>): Promise<Settled<T>> {
  try {
    return { ok: true, value: await promise };
  } catch (error) {
    if (error instanceof PlatformError) return { ok: false, failure: error };
    throw error;
  }
}

/** The same for something that is at hand already. */
export function attempt<T>(read: () => T): Settled<T> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof PlatformError) return { ok: false, failure: error };
    throw error;
  }
}

/** The value. Throws the failure. */
export function need<T>(settled: Settled<T>): T {
  if (!settled.ok) throw settled.failure;
  return settled.value;
}

/** A failure as a fact that could not be read. */
export const unseen = ({ message, fix }: PlatformError): Unseen => unavailable(message, fix ?? undefined);

/** Asks at most once, when it is first needed. */
export function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null;
  return () => {
    asked ??= ask();
    return asked;
  };
}
