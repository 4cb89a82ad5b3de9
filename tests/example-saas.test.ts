/** The practice management of many organizations says its business rules in its config; breaking one is reported where it is broken. */

import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Linter } from "eslint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { engineFormat } from "./support/prisma-engine.ts";
import { lint, writeIn } from "./support/temporary-project.ts";

const EXAMPLE = "examples/saas";
const scratch = realpathSync(mkdtempSync(join(tmpdir(), "sentinel-saas-")));
let conventions: Linter.Config[];

beforeAll(async () => {
  const { href } = pathToFileURL(join(EXAMPLE, "conventions.mjs"));
  const module = (await import(href)) as { default: Linter.Config };
  conventions = [module.default];
});
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

/** A copy of the example as a repository of its own. */
function copy(name: string): string {
  const folder = join(scratch, name);
  cpSync(EXAMPLE, folder, { recursive: true });
  mkdirSync(join(folder, ".git"));
  return folder;
}

const findings = (folder: string) => lint(folder, { preset: "hipaa", also: conventions });

describe("the example", () => {
  it("keeps all of its rules", async () => {
    expect(await findings(copy("whole"))).toEqual([]);
  });

  it("is formatted", async () => {
    for (const file of ["schema", "organizations", "patients", "documents", "billing"]) {
      const text = readFileSync(join(EXAMPLE, `prisma/schema/${file}.prisma`), "utf8");
      // Alone a file lacks the models that it refers to, which the formatter leaves as they are.
      expect(await engineFormat(text)).toBe(text);
    }
  });
});

interface Break {
  /** The business rule that no longer holds. */
  rule: string;
  file: string;
  /** The text that goes, once, and what comes in its place. */
  from: string;
  to: string;
  /** The rule of ours that says so, and what it speaks of. */
  reportedBy: string;
  saying: string;
}

const BREAKS: Break[] = [
  {
    rule: "an organization owns each patient",
    file: "patients",
    from: "  organizationId      String    @db.Uuid",
    to: "  organizationId      String?   @db.Uuid",
    reportedBy: "require-tenant-field",
    saying: "'Patient.organizationId' is optional",
  },
  {
    rule: "a user is a member of an organization once",
    file: "organizations",
    from: "  @@unique([organizationId, userId])\n",
    to: "",
    reportedBy: "require-unique",
    saying: "Member",
  },
  {
    rule: "a provider's NPI is there once per organization",
    file: "organizations",
    from: "  @@unique([organizationId, npi], where: { deletedAt: null })\n",
    to: "",
    reportedBy: "require-partial-unique",
    saying: "npi",
  },
  {
    rule: "each permission of a proxy is granted by itself",
    file: "patients",
    from: "  canConsent       Boolean      @default(false)\n",
    to: "",
    reportedBy: "require-fields",
    saying: "canConsent",
  },
  {
    rule: "a proxy may do nothing at first",
    file: "patients",
    from: "  canPay           Boolean      @default(false)",
    to: "  canPay           Boolean      @default(true)",
    reportedBy: "require-fields",
    saying: "canPay",
  },
  {
    rule: "a proxy's access ends",
    file: "patients",
    from: "  endsAt           DateTime     @db.Timestamptz(3)",
    to: "  endsAt           DateTime?    @db.Timestamptz(3)",
    reportedBy: "require-fields",
    saying: "endsAt",
  },
  {
    rule: "a patient has one primary provider",
    file: "patients",
    from: `  @@unique([patientId], map: "CareTeamMember_primary_key", where: raw("role = 'PRIMARY' AND \\"deletedAt\\" IS NULL"))\n`,
    to: "",
    reportedBy: "require-partial-unique",
    saying: "CareTeamMember",
  },
  {
    rule: "no message is left on a voicemail unless the patient said so",
    file: "patients",
    from: "  voicemailAllowed Boolean     @default(false)\n",
    to: "",
    reportedBy: "require-fields",
    saying: "voicemailAllowed",
  },
  {
    rule: "a consent can be revoked",
    file: "patients",
    from: "  revokedAt   DateTime?   @db.Timestamptz(3)\n",
    to: "",
    reportedBy: "require-fields",
    saying: "revokedAt",
  },
  {
    rule: "a document has each version once",
    file: "documents",
    from: "  @@unique([documentId, number])\n",
    to: "  @@index([documentId, number])\n",
    reportedBy: "require-unique",
    saying: "DocumentVersion",
  },
  {
    rule: "patients' records are not deleted for good",
    file: "documents",
    from: "  title     String\n  createdAt DateTime  @default(now()) @db.Timestamptz(3)\n  updatedAt DateTime  @updatedAt @db.Timestamptz(3)\n  deletedAt DateTime? @db.Timestamptz(3)\n",
    to: "  title     String\n  createdAt DateTime @default(now()) @db.Timestamptz(3)\n  updatedAt DateTime @updatedAt @db.Timestamptz(3)\n",
    reportedBy: "require-soft-delete",
    saying: "'Document'",
  },
  {
    rule: "a session expires",
    file: "organizations",
    from: "  expiresAt DateTime  @db.Timestamptz(3)\n",
    to: "",
    reportedBy: "require-session-expiry",
    saying: "'Session' never expire",
  },
  {
    rule: "the audit log is written once",
    file: "organizations",
    from: "  resourceId     String   @db.Uuid\n",
    to: "  resourceId     String   @db.Uuid\n  updatedAt      DateTime @updatedAt @db.Timestamptz(3)\n",
    reportedBy: "require-append-only",
    saying: "'AuditLog.updatedAt'",
  },
  {
    rule: "the owner of an account is one of three",
    file: "billing",
    from: "  ownerType      BillingOwner\n",
    to: "  ownerType      String\n",
    reportedBy: "require-polymorphic-owner",
    saying: "'BillingAccount.ownerType'",
  },
  {
    rule: "somebody answers for an override",
    file: "billing",
    from: "  approvedById     String   @db.Uuid\n",
    to: "  approvedById     String?  @db.Uuid\n",
    reportedBy: "require-fields",
    saying: "approvedById",
  },
  {
    rule: "an account's manager is a user",
    file: "billing",
    from: "  user           User           @relation(fields: [userId], references: [id], onDelete: Restrict)\n\n  @@unique([billingAccountId, userId])",
    to: "  @@unique([billingAccountId, userId])",
    reportedBy: "require-relation",
    saying: "'BillingManager.userId' holds the id of 'User'",
  },
];

describe("broken", () => {
  it.each(BREAKS.map((each, index) => [each.rule, index, each] as const))(
    "%s",
    async (_rule, index, { file, from, to, reportedBy, saying }) => {
      const folder = copy(`broken-${String(index)}`);
      const path = `prisma/schema/${file}.prisma`;
      const text = readFileSync(join(folder, path), "utf8");
      expect(text.split(from)).toHaveLength(2);
      writeIn(folder, path, text.replace(from, to));
      const reported = (await findings(folder)).filter(({ rule }) => rule === reportedBy);
      expect(reported.map((finding) => finding.file)).toContain(path);
      expect(reported.map(({ message }) => message).join("\n")).toContain(saying);
    },
  );
});
