/** Replies about folders and files. */
import { z } from "zod";

/** A folder; null where the name leads to none. An object without entries is a file. */
export const tree = z
  .object({
    entries: z.array(z.object({ name: z.string(), type: z.string(), mode: z.number() })).nullish(),
  })
  .nullable();
export type TreeReply = NonNullable<z.output<typeof tree>>;

export const blob = z
  .object({
    oid: z.string(),
    byteSize: z.number(),
    isBinary: z.boolean().nullable(),
    isTruncated: z.boolean(),
    text: z.string().nullable(),
  })
  .partial()
  .nullable();
export type BlobReply = NonNullable<z.output<typeof blob>>;

/** A file by its hash, from REST: any bytes. */
export const blobContent = z.object({
  content: z.string(),
  encoding: z.literal("base64"),
  size: z.number().nullable(),
});

/** Every file below a commit; `truncated` says that GitHub left some out. */
export const wholeTree = z.object({
  truncated: z.boolean(),
  tree: z.array(z.object({ path: z.string(), mode: z.string(), type: z.string(), sha: z.string() })),
});

export const lastChange = z.object({
  nodes: z.array(z.object({ committedDate: z.iso.datetime({ offset: true }) })),
});
