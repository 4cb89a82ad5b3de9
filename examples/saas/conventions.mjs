// What the business asks of its data, said once and checked in the schema.

const flag = (name) => ({ name, type: "Boolean", default: "false" });
const moment = (name) => ({ name, type: "DateTime", nullable: false });

export default {
  files: ["**/*.prisma"],
  rules: {
    "prisma-sentinel/require-fields": [
      "error",
      {
        require: [
          {
            models: "Proxy",
            exists: true,
            fields: [
              flag("canViewRecords"),
              flag("canSendMessages"),
              flag("canBook"),
              flag("canPay"),
              flag("canConsent"),
              flag("canManageProxies"),
            ],
            because: "Each thing that a proxy may do is granted by itself, and nothing at first.",
          },
          {
            models: ["Proxy", "BillingOverride"],
            fields: [moment("startsAt"), moment("endsAt")],
            because: "What somebody may do for another ends on a day that is known.",
          },
          {
            models: ["Proxy", "Session", "Consent"],
            fields: [{ name: "revokedAt", type: "DateTime", nullable: true }],
            because: "It can be taken back before it ends.",
          },
          {
            models: "ContactMethod",
            exists: true,
            fields: [flag("voicemailAllowed")],
            because: "Somebody else may listen: no message is left unless the patient said so.",
          },
          {
            models: "Consent",
            exists: true,
            fields: [
              { name: "kind", type: "ConsentKind" },
              { name: "formVersion", type: "Int", nullable: false },
              moment("grantedAt"),
            ],
            because: "A consent is to a certain text, at a certain time.",
          },
          {
            models: "DocumentVersion",
            exists: true,
            fields: [
              { name: "number", type: "Int" },
              { name: "checksum", type: "String", nullable: false },
              { name: "uploadedById", relation: "User", nullable: false },
            ],
            because: "A version tells whose it is, and that nobody changed it.",
          },
          {
            models: "AuditLog",
            exists: true,
            fields: ["actorId", "action", "resource", "resourceId"],
            because: "An audit trail tells who did what to what.",
          },
          {
            models: "BillingAccount",
            exists: true,
            fields: [{ name: "ownerType", type: "BillingOwner" }, "ownerId"],
            because: "An account is the practice's, a patient's or a payer's.",
          },
          {
            models: "BillingOverride",
            fields: [
              { name: "reason", type: "String", nullable: false },
              { name: "approvedById", relation: "User", nullable: false },
            ],
            because: "Somebody answers for a price that is not the usual one.",
          },
          {
            models: "BillingManager",
            exists: true,
            fields: [{ name: "userId", relation: "User", nullable: false }],
            because: "Bills are shown to people whom somebody named.",
          },
        ],
      },
    ],
    "prisma-sentinel/require-unique": [
      "error",
      {
        sets: [
          { models: "Member", fields: ["organizationId", "userId"], because: "One role each." },
          {
            models: "Patient",
            fields: ["organizationId", "medicalRecordNumber"],
            because: "A number that two patients have mixes up their charts.",
          },
          { models: "DocumentVersion", fields: ["documentId", "number"] },
          { models: "BillingAccount", fields: ["organizationId", "ownerType", "ownerId"] },
          { models: "BillingManager", fields: ["billingAccountId", "userId"] },
        ],
      },
    ],
    "prisma-sentinel/require-partial-unique": [
      "error",
      {
        sets: [
          {
            models: "CareTeamMember",
            fields: ["patientId"],
            where: `role = 'PRIMARY' AND "deletedAt" IS NULL`,
          },
          {
            models: "ContactMethod",
            fields: ["patientId", "kind"],
            where: '"isPreferred" AND "deletedAt" IS NULL',
          },
          {
            models: "Provider",
            fields: ["organizationId", "npi"],
            where: '"deletedAt" IS NULL',
          },
        ],
      },
    ],
    "prisma-sentinel/require-index": [
      "warn",
      { indexes: [{ models: "AuditLog", fields: ["resource", "resourceId", "createdAt"] }] },
    ],
    "prisma-sentinel/require-database-clock": "warn",
    "prisma-sentinel/require-polymorphic-owner": "error",
    "prisma-sentinel/require-soft-delete-unique": "warn",
    "prisma-sentinel/no-restricted-fields": [
      "error",
      { restrict: [{ fields: "ssn", message: "Nothing here needs it." }] },
    ],
  },
};
