import { describe, expect, it } from "vitest";

import { readPage } from "../../support/rule-pages.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";
import { startPostgres } from "../../support/postgres.ts";

const SCHEMA = `datasource db {
  provider = "postgresql"
}

model AuditLog {
  id        String   @id
  action    String
  createdAt DateTime @default(now())
}

model WebhookEvent {
  id        String   @id
  createdAt DateTime @default(now())
}
`;
const TABLES = `
CREATE TABLE "AuditLog" ("id" TEXT PRIMARY KEY, "action" TEXT NOT NULL, "createdAt" TIMESTAMP(3) NOT NULL);
CREATE TABLE "WebhookEvent" ("id" TEXT PRIMARY KEY, "createdAt" TIMESTAMP(3) NOT NULL);
`;
const INIT = "prisma/migrations/20260101000000_init/migration.sql";
const NEXT = "prisma/migrations/20260201000000_next/migration.sql";

async function findings(sql: string, settings: object = {}): Promise<string[]> {
  const folder = makeProject({ "prisma/schema.prisma": SCHEMA, [INIT]: TABLES, [NEXT]: sql });
  const found = await lint(folder, { preset: "hipaa", ...settings });
  return found
    .filter(({ rule }) => rule === "require-append-only-grants")
    .map(
      ({ file, line, column, message }) => `${file}:${String(line)}:${String(column)} ${message}`,
    );
}

const REMEDY =
  "who may write this log may also rewrite it. Refuse it in a trigger, or revoke the privilege from the role that writes.";
const BOTH = [
  `prisma/schema.prisma:5:7 Nothing in the database refuses UPDATE and DELETE on 'AuditLog': ${REMEDY}`,
];
const DELETE = [
  `prisma/schema.prisma:5:7 Nothing in the database refuses DELETE on 'AuditLog': ${REMEDY}`,
];

function refusal(body: string, fires = "BEFORE UPDATE OR DELETE", each = "ROW"): string {
  return `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} END $$;
CREATE TRIGGER t ${fires} ON "AuditLog" FOR EACH ${each} EXECUTE FUNCTION refuse();
`;
}

const ON = `ALTER TABLE "AuditLog" ENABLE ROW LEVEL SECURITY;\n`;

describe("require-append-only-grants", () => {
  it.each([
    ["nothing", "", BOTH],
    ["a trigger that raises", refusal("RAISE EXCEPTION 'no';"), []],
    [
      "one that raises in a branch",
      refusal("IF TG_OP = 'x' THEN RAISE 'no'; END IF; RETURN OLD;"),
      [],
    ],
    ["one that only warns", refusal("RAISE WARNING 'no'; RETURN OLD;"), BOTH],
    ["one that gives no row back", refusal("RETURN NULL;"), []],
    [
      "the same for a statement",
      refusal("RETURN NULL;", "BEFORE UPDATE OR DELETE", "STATEMENT"),
      BOTH,
    ],
    ["the same after the change", refusal("RETURN NULL;", "AFTER UPDATE OR DELETE"), BOTH],
    ["a trigger for UPDATE", refusal("RAISE 'no';", "BEFORE UPDATE"), DELETE],
    [
      "a trigger for a column",
      refusal("RAISE 'no';", `BEFORE DELETE OR UPDATE OF "action"`),
      [`prisma/schema.prisma:5:7 Nothing in the database refuses UPDATE on 'AuditLog': ${REMEDY}`],
    ],
    [
      "a disabled trigger",
      `${refusal("RAISE 'no';")}ALTER TABLE "AuditLog" DISABLE TRIGGER ALL;`,
      BOTH,
    ],
    [
      "a function of elsewhere",
      `CREATE TRIGGER t BEFORE UPDATE OR DELETE ON "AuditLog" FOR EACH ROW EXECUTE FUNCTION x.refuse();`,
      [],
    ],
    [
      "rules",
      `CREATE RULE a AS ON UPDATE TO "AuditLog" DO INSTEAD NOTHING; CREATE RULE b AS ON DELETE TO "AuditLog" DO INSTEAD NOTHING;`,
      [],
    ],
    [
      "a rule for some rows, and one besides",
      `CREATE RULE a AS ON UPDATE TO "AuditLog" DO INSTEAD NOTHING; CREATE RULE b AS ON DELETE TO "AuditLog" WHERE old.id = '1' DO INSTEAD NOTHING; CREATE RULE c AS ON DELETE TO "AuditLog" DO ALSO NOTHING;`,
      DELETE,
    ],
    ["privileges revoked", `REVOKE UPDATE, DELETE ON "AuditLog" FROM app;`, []],
    ["one privilege revoked", `REVOKE UPDATE ON "AuditLog" FROM app;`, DELETE],
    [
      "a privilege of a column revoked",
      `REVOKE UPDATE ("action"), DELETE ON "AuditLog" FROM app;`,
      [`prisma/schema.prisma:5:7 Nothing in the database refuses UPDATE on 'AuditLog': ${REMEDY}`],
    ],
    ["a role that may only insert", `GRANT SELECT, INSERT ON "AuditLog" TO app;`, []],
    ["a role that may do all", `GRANT ALL ON "AuditLog" TO app;`, BOTH],
    ["a role that may read", `GRANT SELECT ON "AuditLog" TO auditor;`, BOTH],
    [
      "privileges revoked from everybody",
      `REVOKE UPDATE, DELETE ON "AuditLog" FROM PUBLIC;`,
      [
        "prisma/schema.prisma:5:7 REVOKE FROM PUBLIC changes nothing about UPDATE and DELETE on 'AuditLog': PUBLIC has no privilege on tables by default, and the role that writes this log may still rewrite it. Revoke it from that role, or refuse it in a trigger.",
      ],
    ],
    [
      "policies for other commands",
      `${ON}CREATE POLICY p ON "AuditLog" FOR INSERT WITH CHECK (true);`,
      [],
    ],
    ["a policy for all", `${ON}CREATE POLICY p ON "AuditLog" USING (true);`, BOTH],
    [
      "policies that are never true",
      `${ON}CREATE POLICY p ON "AuditLog" FOR UPDATE USING (false);`,
      [],
    ],
    [
      "a restrictive policy",
      `${ON}CREATE POLICY p ON "AuditLog" USING (true); CREATE POLICY q ON "AuditLog" AS RESTRICTIVE FOR DELETE USING (false);`,
      [`prisma/schema.prisma:5:7 Nothing in the database refuses UPDATE on 'AuditLog': ${REMEDY}`],
    ],
    [
      "policies without row-level security",
      `CREATE POLICY p ON "AuditLog" FOR INSERT WITH CHECK (true);`,
      BOTH,
    ],
    [
      "computed privileges",
      `DO $$ BEGIN EXECUTE (SELECT 'REVOKE ALL ON ' || x FROM y); END $$;`,
      [],
    ],
    ["no table", `DROP TABLE "AuditLog";`, []],
  ])("with %s", async (_what, sql, expected) => {
    expect(await findings(sql)).toEqual(expected);
  });

  it("reports a log without a model where it is made, unless that is history", async () => {
    const sql = `REVOKE ALL ON "AuditLog" FROM app;\nCREATE TABLE audit.access_log (id uuid PRIMARY KEY);\n`;
    expect(await findings(sql)).toEqual([
      `${NEXT}:2:14 Nothing in the database refuses UPDATE and DELETE on 'access_log': ${REMEDY}`,
    ]);
    expect(await findings(sql, { baseline: "20260201000000_next" })).toEqual([]);
  });

  it("goes by the settings", async () => {
    const traits = { "append-only": ["!Audit*", "WebhookEvent"] };
    expect(await findings("", { traits })).toEqual([
      `prisma/schema.prisma:11:7 Nothing in the database refuses UPDATE and DELETE on 'WebhookEvent': ${REMEDY}`,
    ]);
  });
});

describe("the SQL of its page", () => {
  it("refuses UPDATE, DELETE and TRUNCATE, lets INSERT through, and can be run twice", async () => {
    const { text } = readPage("require-append-only-grants");
    const sql = /## Safe rewrite[\s\S]*?```sql\n(?<sql>[\s\S]*?)```/u.exec(text)?.groups?.sql ?? "";
    const database = await startPostgres();
    await database.exec(TABLES);
    await database.exec(sql);
    await database.exec(sql);
    await database.exec(`INSERT INTO "AuditLog" VALUES ('1', 'read', now())`);
    for (const change of [
      `UPDATE "AuditLog" SET "action" = 'x'`,
      `DELETE FROM "AuditLog"`,
      `TRUNCATE "AuditLog"`,
    ])
      await expect(database.exec(change)).rejects.toThrow("AuditLog is written once");
    await database.close();
  });
});
