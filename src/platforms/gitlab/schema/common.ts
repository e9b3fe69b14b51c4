/** Parts of many replies: hashes, moments, people. */
import { z } from "zod";

/** A full hash. */
export const sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);

/** ISO 8601 with a zone, made UTC. */
export const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());

export const user = z.object({ id: z.number(), username: z.string(), name: z.string().nullish() });
export type UserReply = z.output<typeof user>;
