import rule from "../../../src/rules/schema/require-status-history.ts";
import { testOnSchemas } from "../../rule-tester.ts";

const CLAIM =
  "enum ClaimStatus {\n  OPEN\n  PAID\n}\n\nmodel Claim {\n  id     String      @id\n  status ClaimStatus\n}\n\n";
const change = (...lines: string[]) =>
  `model ClaimChange {\n${["id String @id", ...lines].map((line) => `  ${line}\n`).join("")}}\n`;
const KEY = ["claimId String", "claim Claim @relation(fields: [claimId], references: [id])"];
const on = { options: [{ models: "Claim" }] };
const found = {
  messageId: "noHistory" as const,
  line: 8,
  column: 3,
  endLine: 8,
  endColumn: 9,
};

testOnSchemas("require-status-history", rule, {
  valid: [
    { name: "not asked for", code: CLAIM },
    { name: "of other models", code: CLAIM, options: [{ models: ["Order", "Cla?"] }] },
    { code: CLAIM + change(...KEY, "from ClaimStatus?", "to ClaimStatus", "at DateTime"), ...on },
    {
      name: "an enum that is no status",
      code: CLAIM.replace("status Claim", "kind   Claim"),
      ...on,
    },
  ],
  invalid: [
    {
      code: CLAIM,
      ...on,
      errors: [
        {
          message:
            "No model keeps what 'Claim.status' was before: each change overwrites it. Add one that refers to 'Claim', with fields of type 'ClaimStatus' and a time.",
          line: 8,
          column: 3,
          endLine: 8,
          endColumn: 9,
        },
      ],
    },
    {
      name: "without a time",
      code: CLAIM + change(...KEY, "to ClaimStatus"),
      ...on,
      errors: [found],
    },
    {
      name: "without the status",
      code: CLAIM + change(...KEY, "at DateTime"),
      ...on,
      errors: [found],
    },
    {
      name: "of no claim in particular",
      code: CLAIM + change("to ClaimStatus", "at DateTime"),
      ...on,
      errors: [found],
    },
    {
      name: "an option that cannot be read",
      code: "model A {\n  id String @id\n}\n",
      options: [{ models: "/(/" }],
      errors: [{ messageId: "unusablePattern", line: 1, column: 1, endLine: 1, endColumn: 10 }],
    },
  ],
});
