/** Are the documents there that this release should bring: runbook, monitoring, mitigation plan, whatever the policy names? */
import { z } from "zod";
import { globs } from "../evidence/globs.ts";
import { defineRuledCheck } from "./check.ts";
import { documentGlobs, documentSettings, judgeDocuments, needsServices } from "./document-rules.ts";

export const documents = defineRuledCheck({
  id: "documents",
  question: "Are the documents there that this release needs, filled in and fresh enough?",
  needs: ["documents"],
  looksAt: ["changedFiles"],
  rule: () =>
    z
      .strictObject({ files: globs.describe("Where the documents are."), ...documentSettings })
      .superRefine(needsServices("files")),
  ask: (rule) => ({ documents: documentGlobs(rule), looksAt: rule.services === undefined ? [] : ["changedFiles"] }),
  judge: (facts, rule, { now }) => judgeDocuments("documents", "document", rule, facts, now),
});
