/** What compiles against the public types, and what must not. Checked by tsc, never run. */

import type { Linter } from "eslint";
import { defineConfig } from "eslint/config";

import type { ConfigureOptions, PresetName, RuleOptions, Settings } from "../../src/index.ts";
import sentinel from "../../src/index.ts";

// Each of the ways that README names, as ESLint's own types see them.
export const presets: Linter.Config[] = sentinel.configs.hipaa;
export const configured: Linter.Config[] = sentinel.configure({ preset: "strict" });
export const spread: Linter.Config[] = [{ rules: {} }, ...sentinel.configure()];
export const defined = defineConfig([sentinel.configs.recommended, sentinel.configure({})]);
export const byHand = defineConfig([
  {
    files: ["**/*.prisma"],
    plugins: { "prisma-sentinel": sentinel },
    language: "prisma-sentinel/prisma",
    rules: { "prisma-sentinel/valid-schema": "error" },
  },
]);

export const everything: ConfigureOptions = {
  preset: "all",
  root: "packages/database",
  schema: "prisma/schema.prisma",
  migrations: "prisma/migrations",
  sql: ["sql/policies.sql"],
  baseline: "20260101120000_init",
  encryptionMaps: [{ file: "src/map.ts", export: "ENCRYPTED_FIELDS", kind: "encrypted" }],
  tenant: { model: "Organization", field: "organizationId" },
  softDelete: { timestamp: "deletedAt", flag: false, aliases: ["archivedAt"] },
  traits: { patient: ["Client"], "append-only": ["/Log$/"] },
  phi: { exclude: ["Practice.phone"] },
  clients: ["db", "prisma*"],
  postgresVersion: 15,
  guardStyle: "catalog",
};

export const required: RuleOptions["require-fields"] = {
  require: [
    {
      models: ["@patient-linked", "!Draft*"],
      fields: ["createdAt", { name: ["orgId", "/^organi[sz]ationId$/"], relation: "@tenant" }],
      because: "Whose it is.",
    },
  ],
};
export const names: RuleOptions["naming-convention"] = {
  conventions: [{ kinds: ["table", "column"], case: "snake_case", number: "plural" }],
};
export const ordered: RuleOptions["field-order"] = { orders: [{ order: ["@id", "..."] }] };

export const rows: RuleOptions["require-partial-unique"] = {
  sets: [{ models: "CareTeamMember", fields: ["patientId"], where: "role = 'PRIMARY'" }],
};
export const limited: RuleOptions["require-check-constraint"] = { fields: [{ fields: "*Score" }] };
export const confident: RuleOptions["require-phi-encryption"] = { minConfidence: 0.8 };

// @ts-expect-error -- the key is `models`
export const misspelt: RuleOptions["require-unique"] = { sets: [{ model: "A", fields: ["b"] }] };

// @ts-expect-error -- there is no such number
export const noNumber: RuleOptions["require-fields"] = { require: [{ models: 5 }] };

export const preset: PresetName = "recommended";
export const settings: Settings = { schema: "schema.prisma" };

// @ts-expect-error -- there is no such preset
sentinel.configure({ preset: "hippa" });

// @ts-expect-error -- the key is `schema`
sentinel.configure({ schemas: "prisma/schema.prisma" });

// @ts-expect-error -- a list of paths
sentinel.configure({ sql: "sql/policies.sql" });

// @ts-expect-error -- there is no such trait
sentinel.configure({ traits: { patients: ["Client"] } });

// @ts-expect-error -- each map says under which name it is exported
sentinel.configure({ encryptionMaps: [{ file: "src/map.ts" }] });

// @ts-expect-error -- a preset is no setting
export const withPreset: Settings = { preset: "hipaa" };

// @ts-expect-error -- there is no such preset
export const { flat } = sentinel.configs;
