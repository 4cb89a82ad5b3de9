import { DESTRUCTION_KINDS, destructions } from "../../model/migration/destruction.ts";
import type { Destruction, DestructionKind } from "../../model/migration/destruction.ts";
import { namesCredential } from "../../model/migration/secret-columns.ts";
import { referringTables } from "../../model/migration/referring-tables.ts";
import { protectedTables } from "../../model/phi/protected-tables.ts";
import type { ProtectedTables } from "../../model/phi/protected-tables.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";

type Types = {
  MessageIds:
    DestructionKind | "recreateColumn" | "truncateCascade" | "protectedColumn" | "protectedTable";
  RuleOptions: [{ allow: readonly DestructionKind[] }];
};

/** What may take health information away. */
const PROTECTED: ReadonlySet<DestructionKind> = new Set(["dropColumn", "dropTable", "truncate"]);

const rule: SqlRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow migrations that destroy data",
      url: docsUrl("no-destructive-change"),
      presets: ["hipaa", "strict"],
      presetOptions: { strict: { allow: [] } },
      area: "migrations",
      controls: ["164.312(c)(1)"],
      risk: "critical",
    },
    languages: [POSTGRESQL],
    schema: [
      {
        type: "object",
        properties: {
          allow: {
            description: "Kinds of changes that are not reported.",
            type: "array",
            items: { type: "string", enum: [...DESTRUCTION_KINDS] },
            uniqueItems: true,
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ allow: ["dropNotNull"] }],
    messages: {
      dropColumn:
        "DROP COLUMN removes all values of '{{column}}' of '{{table}}' for good, and code that still reads it fails at once. Stop reading it first, keep a copy, and drop it in a migration of its own.",
      recreateColumn:
        "'{{column}}' of '{{table}}' is dropped and added again, and all its values are lost. Change it in place: ALTER COLUMN … TYPE … USING keeps them.",
      dropTable:
        "DROP TABLE removes '{{table}}' and all its rows for good, and code that still reads it fails at once. Stop reading it first, keep a copy, and drop it in a migration of its own.",
      dropSchema:
        "DROP SCHEMA … CASCADE removes '{{table}}' with every table, type and function in it for good. Drop what is in it one by one, so that each can be reviewed.",
      dropDatabase:
        "DROP DATABASE removes '{{table}}' for good, backups aside, and fails in a transaction. It has no place in a migration.",
      dropNotNull:
        "'{{column}}' of '{{table}}' may be NULL from now on: code that was promised a value fails on the first one, and SET NOT NULL comes back only when all of them are filled. Deploy code that can take NULL first.",
      truncate:
        "TRUNCATE removes all rows of '{{table}}' for good, without a trigger for each. Delete the rows that are meant, by a condition.",
      truncateCascade:
        "TRUNCATE … CASCADE removes all rows of '{{table}}' for good, and those of every table that refers to it{{others}}. Delete the rows that are meant, by a condition.",
      protectedColumn:
        "'{{column}}' belongs to '{{table}}', which holds health information, and is removed for good: what a record said can no longer be shown. Move the values to an archive in an earlier migration, and check them there.",
      protectedTable:
        "'{{table}}' holds health information, and {{command}} removes it for good: what a record said can no longer be shown. Move the rows to an archive in an earlier migration, and check them there.",
    },
  },
  create(context) {
    const project = projectOf(context);
    if (!project.isPostgres || project.isApplied) return {};
    const [{ allow }] = context.options;
    return {
      SqlScript(script) {
        const { catalogBefore: before, schema, settings } = project;
        const areProtected = protectedTables(before, schema, settings);
        for (const found of destructions(script, before)) {
          if (allow.includes(found.kind) || found.copiedBy) continue;
          const { name, column } = found;
          context.report({
            loc: placeOf(context.sourceCode, found.range),
            messageId: messageIdOf(found, areProtected),
            data: {
              table: name,
              column: column ?? "",
              command: found.kind === "truncate" ? "TRUNCATE" : "DROP TABLE",
              others: found.isCascade ? listOf(referringTables(name, before)) : "",
            },
          });
        }
      },
    };
  },
};

function messageIdOf(found: Destruction, areProtected: ProtectedTables): Types["MessageIds"] {
  const { kind, isRecreated, isCascade, name, schema, column } = found;
  // A token says nothing of a patient that anybody would want to be shown again.
  const isRecord = column === null || !namesCredential(column);
  if (isRecord && PROTECTED.has(kind) && areProtected.has(name, schema, column))
    return kind === "dropColumn" ? "protectedColumn" : "protectedTable";
  if (kind === "dropColumn" && isRecreated) return "recreateColumn";
  return kind === "truncate" && isCascade ? "truncateCascade" : kind;
}

function listOf(tables: readonly string[]): string {
  return tables.length === 0 ? "" : ` (${tables.map((table) => `'${table}'`).join(", ")})`;
}

export default rule;
