/** The receipt of an evaluation as the one line that the pipeline carries to the deploying job. */
import { encodeReceipt, type Receipt } from "./core/approvals/receipt.ts";
import { sha256 } from "./reporters/digest.ts";
import type { ReceiptText } from "./reporters/reporter.ts";

export function receiptText(receipt: Receipt): ReceiptText {
  const encoded = encodeReceipt(receipt, sha256);
  return encoded.status === "encoded"
    ? { line: encoded.text, because: null }
    : { line: null, because: encoded.because };
}
