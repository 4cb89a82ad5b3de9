import { expect, it } from "vitest";

import { parseScript } from "../../../src/languages/postgresql/parser.ts";
import { replay } from "../../../src/model/catalog/replay.ts";
import { tenantSettingName } from "../../../src/model/tenancy/setting-name.ts";
import { modelOfText } from "../../support/schemas.ts";

const SCHEMA = modelOfText(`
model Organization {
  id      String @id
  members Member[]
}
model Member {
  id    String       @id
  orgId String       @map("org_id")
  org   Organization @relation(fields: [orgId], references: [id])
}
`);
const SETTINGS = { tenant: { model: "Organization" } };
const TABLE = `CREATE TABLE "Member" (id text, org_id uuid, user_id text);`;

function nameAfter(sql: string): string {
  const script = parseScript(TABLE + sql);
  const file = { name: "init", path: "/m/init/migration.sql", text: TABLE + sql, script };
  const catalog = replay([file]);
  return tenantSettingName({ schema: SCHEMA, settings: SETTINGS, catalog, scripts: [script] });
}

it.each([
  [
    "what a policy holds the key against",
    `CREATE POLICY p ON "Member" USING (user_id = current_setting('app.me') AND org_id::text = (SELECT NULLIF(current_setting('rls.tenant', true), '')));`,
    "rls.tenant",
  ],
  [
    "what a function reads that is called after the tenant",
    `CREATE FUNCTION here() RETURNS text LANGUAGE sql AS $$ SELECT current_setting('app.user_id') || current_setting('app.org_id', true) $$;`,
    "app.org_id",
  ],
  [
    "what is called after any tenant",
    `CREATE FUNCTION here() RETURNS text LANGUAGE sql AS $$ SELECT current_setting('my.currentTenantId') $$;`,
    "my.currentTenantId",
  ],
  [
    "nothing that is about another thing",
    `CREATE POLICY p ON "Member" USING (user_id = current_setting('app.user_id'));`,
    "app.organization_id",
  ],
  ["a name made after the tenant", "", "app.organization_id"],
])("takes %s", (_what, sql, expected) => {
  expect(nameAfter(sql)).toBe(expected);
});
