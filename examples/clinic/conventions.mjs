// What this practice asks of its schema, said to the rules that check nothing by themselves.

export default {
  files: ["**/*.prisma"],
  rules: {
    "prisma-sentinel/naming-convention": [
      "warn",
      { conventions: [{ kinds: "field", fields: "@list", number: "plural" }] },
    ],
    "prisma-sentinel/field-order": [
      "warn",
      { orders: [{ order: ["...", "updatedAt", "@relation"] }] },
    ],
    "prisma-sentinel/require-fields": [
      "warn",
      {
        require: [
          {
            models: "AuditLog",
            fields: [{ name: "ipAddress", type: "String", nativeType: "Inet", nullable: true }],
            because: "Where it was done from is part of the trail.",
          },
        ],
      },
    ],
    "prisma-sentinel/require-index": [
      "warn",
      { indexes: [{ models: "Appointment", fields: ["clinicianId", "startsAt"] }] },
    ],
    "prisma-sentinel/require-native-type": [
      "warn",
      { require: [{ models: "@patient", fields: "dateOfBirth", nativeType: "Date" }] },
    ],
    "prisma-sentinel/require-partial-unique": [
      "error",
      {
        sets: [
          {
            models: "Appointment",
            fields: ["clinicianId", "startsAt"],
            where: '"deletedAt" IS NULL',
          },
        ],
      },
    ],
    "prisma-sentinel/require-unique": [
      "error",
      { sets: [{ models: "ClinicMember", fields: ["clinicId", "userId"] }] },
    ],
    "prisma-sentinel/no-restricted-fields": [
      "warn",
      { restrict: [{ fields: "ssn", message: "The last four digits are enough: ssnLast4." }] },
    ],
    "prisma-sentinel/require-status-history": ["warn", { models: "Appointment" }],
  },
};
