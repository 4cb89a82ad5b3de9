import rule from "../../../src/rules/schema/require-valid-timezone-default.ts";
import { testOnSchemas } from "../../rule-tester.ts";

const clinic = (line: string) => `model Clinic {\n  id String @id\n  ${line}\n}\n`;

testOnSchemas("require-valid-timezone-default", rule, {
  valid: [
    clinic('timezone String @default("America/New_York")'),
    clinic('timeZone String @default("UTC")'),
    clinic('userTimezone String @default("US/Eastern")'),
    clinic("time_zone String"),
    clinic('zone String @default("north")'),
    clinic("timezoneChanged Boolean"),
  ],
  invalid: [
    {
      code: clinic('timezone String @default("America/NewYork")'),
      errors: [
        {
          message:
            "\"America/NewYork\" is no time zone: what is computed with this default of 'Clinic.timezone' fails. Did you mean America/New_York?",
          line: 3,
          column: 28,
          endLine: 3,
          endColumn: 45,
        },
      ],
    },
    {
      code: clinic('timezone String @default("+01:00")'),
      errors: [{ messageId: "unknownZone", line: 3, column: 28, endLine: 3, endColumn: 36 }],
    },
    {
      code: clinic("timezone Int"),
      errors: [{ messageId: "noName", line: 3, column: 12, endLine: 3, endColumn: 15 }],
    },
  ],
});
