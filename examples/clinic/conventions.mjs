// What this practice asks of its schema, said to the rules that check nothing by themselves.

export default {
  files: ["**/*.prisma"],
  rules: {
    "prisma-sentinel/naming-convention": [
      "warn",
      { conventions: [{ kinds: "field", fields: "@list", number: "plural" }] },
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
    "prisma-sentinel/no-restricted-fields": [
      "warn",
      { restrict: [{ fields: "ssn", message: "The last four digits are enough: ssnLast4." }] },
    ],
    "prisma-sentinel/require-status-history": ["warn", { models: "Appointment" }],
  },
};
