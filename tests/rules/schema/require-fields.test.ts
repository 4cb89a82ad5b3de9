import { describe, expect, it } from "vitest";

import rule from "../../../src/rules/schema/require-fields.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";

const require = (...requirements: object[]) => [{ require: requirements }];
const USER = schema(
  "model Organization {\n  id    String @id\n  users User[]\n}\n\nmodel User {\n  id        String       @id\n  orgId     String\n  email     String?\n  tags      String[]\n  createdAt DateTime     @default(now()) @db.Timestamptz(3)\n  org       Organization @relation(fields: [orgId], references: [id])\n}",
);

testOnSchemas("require-fields", rule, {
  valid: [
    { name: "nothing is required by itself", code: USER },
    {
      code: USER,
      options: require({ models: "*", fields: ["id"] }, { models: "User", exists: true }, {
        models: "!Organization",
        fields: [
          { name: "email", type: ["String"], nullable: true, list: false, default: false },
          { name: "tags", list: true },
          { name: "createdAt", default: "now()", nativeType: ["Timestamptz(3)"] },
          { name: "/^(org|organization)Id$/", relation: "Organization", nullable: false },
          { name: "org", relation: "Org*" },
          { name: "deletedBy", ifSibling: "deletedAt" },
        ],
        anyOf: ["email", "phone", "tags"],
        atLeast: 2,
      }),
    },
    {
      name: "one of two fields of a name is enough",
      code: USER,
      options: require({ models: "User", fields: [{ name: "/^(id|tags)$/", list: true }] }),
    },
  ],
  invalid: [
    {
      code: USER,
      options: require({
        models: ["User"],
        fields: [
          {
            name: ["deletedAt", "removed*"],
            type: "DateTime",
            nullable: true,
            nativeType: "Timestamptz(3)",
          },
        ],
        because: "Nothing is deleted for good.",
      }),
      errors: [
        {
          message: "'User' has no field 'deletedAt'. Nothing is deleted for good.",
          line: 10,
          column: 7,
          endLine: 10,
          endColumn: 11,
          suggestions: [
            {
              messageId: "add",
              data: { field: "deletedAt" },
              output: USER.replace(
                "@db.Timestamptz(3)\n",
                "@db.Timestamptz(3)\n  deletedAt DateTime?    @db.Timestamptz(3)\n",
              ),
            },
          ],
        },
      ],
    },
    {
      name: "a field that is otherwise",
      code: USER,
      options: require({
        models: "User",
        fields: [
          { name: "id", type: "Int" },
          { name: "tags", list: false },
          { name: "email", nullable: false },
          { name: "createdAt", nativeType: "Timestamptz(6)" },
          { name: "createdAt", default: false },
          { name: "id", default: "uuid()" },
          { name: "email", relation: "Organization" },
        ],
      }),
      errors: [
        { messageId: "otherwise", line: 11, column: 3, endLine: 11, endColumn: 5 },
        {
          message: "'User.id' should be of type Int. This project's configuration asks for it.",
          line: 11,
          column: 13,
          endLine: 11,
          endColumn: 19,
        },
        { messageId: "otherwise", line: 13, column: 3, endLine: 13, endColumn: 8 },
        { messageId: "otherwise", line: 13, column: 13, endLine: 13, endColumn: 20 },
        { messageId: "otherwise", line: 14, column: 13, endLine: 14, endColumn: 21 },
        { messageId: "otherwise", line: 15, column: 26, endLine: 15, endColumn: 41 },
        { messageId: "otherwise", line: 15, column: 42, endLine: 15, endColumn: 60 },
      ],
    },
    {
      name: "too few of several, and what a sibling asks for",
      code: USER,
      options: require({
        models: "User",
        fields: [{ name: "emailVerifiedAt", ifSibling: "email" }],
        anyOf: ["phone", { name: "email", nullable: false }, "mobile"],
      }),
      errors: [
        { messageId: "missing", line: 10, column: 7, endLine: 10, endColumn: 11 },
        {
          message:
            "'User' has 0 of 'phone', 'email', 'mobile', and needs 1. This project's configuration asks for it.",
          line: 10,
          column: 7,
          endLine: 10,
          endColumn: 11,
        },
      ],
    },
    {
      name: "a model that is not there",
      code: USER,
      options: require({ models: "/^audit/i", exists: true, because: "HIPAA asks for one." }),
      errors: [
        {
          message:
            "No model is selected by '/^audit/i', and there should be one. HIPAA asks for one.",
          line: 1,
          column: 1,
          endLine: 1,
          endColumn: 16,
        },
      ],
    },
    {
      name: "an expression that is none",
      code: USER,
      options: require({ models: "User", fields: [{ name: "email", ifSibling: "/(/" }] }),
      errors: [{ messageId: "unusablePattern", line: 1, column: 1, endLine: 1, endColumn: 16 }],
    },
  ],
});

describe("the preset hipaa", () => {
  const findings = async (body: string) => {
    const folder = makeProject({ "prisma/schema.prisma": schema(body) });
    const found = await lint(folder, { preset: "hipaa", patterns: ["**/*.prisma"] });
    return found
      .filter(({ rule: name }) => name === "require-fields")
      .map(({ message }) => message);
  };
  const PATIENT =
    "model Patient {\n  id String @id\n  firstName String\n  birthDate DateTime\n  consents Consent[]\n}\n";
  const consent = (line: string) =>
    `${PATIENT}model Consent {\n  id String @id\n  patientId String\n  patient Patient @relation(fields: [patientId], references: [id])\n  ${line}\n}\n`;

  it("asks what an audit trail tells", async () => {
    expect(
      await findings("model AuditLog {\n  id String @id\n  createdAt DateTime @default(now())\n}"),
    ).toEqual([
      "'AuditLog' has no field 'actorId'. An audit trail has to tell who did it.",
      "'AuditLog' has no field 'action'. An audit trail has to tell what was done.",
      "'AuditLog' has no field 'resourceId'. An audit trail has to tell what it was done to.",
    ]);
    expect(
      await findings(
        "model audit_logs {\n  id String @id\n  user_id String\n  event_type String\n  table_name String\n  created_at DateTime @default(now())\n}",
      ),
    ).toEqual([]);
  });

  it("asks whether consent still holds", async () => {
    const [message, ...others] = await findings(consent("text String"));
    expect(message).toContain("Consent can be withdrawn");
    expect(others).toEqual([]);
    expect(await findings(consent("revokedAt DateTime?"))).toEqual([]);
  });

  it("asks who may hear a voicemail", async () => {
    const contact = (line: string) =>
      consent("status String").replaceAll("Consent", "PatientPhone").replace("status String", line);
    expect((await findings(contact("number String")))[0]).toContain("voicemailAllowed");
    expect(await findings(contact("number String\n  okToText Boolean"))).toEqual([]);
  });

  it("asks whose a session is", async () => {
    const session = (line: string) =>
      `model Session {\n  id String @id\n  sessionToken String\n  expires DateTime\n  ${line}\n}`;
    expect((await findings(session("device String")))[0]).toContain("whose it is");
    expect(await findings(session("userId String"))).toEqual([]);
  });
});
