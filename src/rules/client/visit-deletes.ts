/** The deletes of rows that migrations and code write. */

import type { TSESTree } from "@typescript-eslint/utils";

import type { TextEdit } from "../../fixes/edit.ts";
import { toSoftDelete } from "../../fixes/soft-delete.ts";
import { clientCall, rawCall } from "../../model/client/calls.ts";
import type { ClientCall } from "../../model/client/calls.ts";
import { deletedByQuery, modelOfTable, tablesOf } from "../../model/client/deleted-tables.ts";
import type { DeletedTable } from "../../model/client/deleted-tables.ts";
import { extendedMethods, isExtended } from "../../model/client/extensions.ts";
import type { ExtendedMethod } from "../../model/client/extensions.ts";
import { takesMarkedRows } from "../../model/client/marked-rows.ts";
import { nestedDeletes } from "../../model/client/nested-deletes.ts";
import { clientNames } from "../../model/client/receivers.ts";
import { mentionsRawQueries } from "../../model/client/unsafe-raw.ts";
import { softDeleteFields } from "../../model/schema/soft-delete.ts";
import type { Model } from "../../model/schema/types.ts";
import type { Project } from "../../project/snapshot.ts";
import type { ClientSourceCode, ClientVisitor, SqlVisitor } from "../types.ts";

export interface Delete {
  /** Null for a table that no model stands for. */
  model: Model | null;
  /** What removes the rows: `'delete'`, `TRUNCATE`. */
  what: string;
  node: { range: [number, number] };
  /** The edit that marks the rows instead. */
  edit?: TextEdit | null;
}

type OnDelete = (found: Delete) => void;

function modelOf(table: DeletedTable, { schema }: Project): Model | null {
  return schema && modelOfTable(table, schema);
}

/** Calls back for each table that a migration deletes from. */
export function visitDeletesInSql(project: Project, onDelete: OnDelete): SqlVisitor {
  if (!project.isPostgres || project.isApplied) return {};
  const check = (node: Parameters<typeof tablesOf>[0]) => {
    for (const table of tablesOf(node)) {
      const model = modelOf(table, project);
      onDelete({ model, what: table.statement, node: { range: table.range } });
    }
  };
  return { SqlDeleteStmt: check, SqlTruncateStmt: check };
}

/** Calls back for each call of a client, each operation inside of one and each raw query that deletes. */
export function visitDeletesInCode(
  { scopeManager: scopes, text }: ClientSourceCode,
  project: Project,
  onDelete: OnDelete,
): ClientVisitor {
  if (!scopes) return {};
  const isClientName = clientNames(project.settings.clients);
  const calls: ClientCall[] = [];
  const seen = new Set<TSESTree.Node>();
  const extended: ExtendedMethod[] = [];
  const hasRawQueries = mentionsRawQueries(text);
  const checkRaw = (node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression) => {
    const call = hasRawQueries ? rawCall(node, scopes) : null;
    for (const table of call ? deletedByQuery(call, scopes) : []) {
      const model = modelOf(table, project);
      onDelete({ model, what: table.statement, node: call?.methodNode ?? node });
    }
  };
  return {
    CallExpression(node) {
      const call = clientCall(node, scopes, project.schema, isClientName);
      if (call) calls.push(call);
      extended.push(...extendedMethods(node, scopes));
      checkRaw(node);
    },
    TaggedTemplateExpression: checkRaw,
    // By now an extension that stands below its uses is known too.
    "Program:exit"() {
      for (const call of calls) {
        const { model, method, methodNode: node } = call;
        for (const nested of nestedDeletes(call, scopes)) {
          // The same data often serves two calls.
          if (seen.has(nested.node)) continue;
          seen.add(nested.node);
          onDelete({ ...nested, what: `A nested '${nested.method}'` });
        }
        if (!model || (method !== "delete" && method !== "deleteMany")) continue;
        if (isExtended(call, extended, project.settings)) continue;
        const fields = softDeleteFields(model, project.settings);
        if (takesMarkedRows(call, fields, scopes)) continue;
        const edit = toSoftDelete(call, fields, text);
        onDelete({ model, what: `'${method}'`, node, edit });
      }
    },
  };
}
