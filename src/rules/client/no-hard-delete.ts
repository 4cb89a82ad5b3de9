import type { RuleTextEditor } from "@eslint/core";
import type { TSESTree } from "@typescript-eslint/utils";

import { apply } from "../../fixes/edit.ts";
import type { TextEdit } from "../../fixes/edit.ts";
import { toSoftDelete } from "../../fixes/soft-delete.ts";
import { clientCall, rawCall } from "../../model/client/calls.ts";
import type { ClientCall } from "../../model/client/calls.ts";
import { deletedByQuery, modelOfTable, tablesOf } from "../../model/client/deleted-tables.ts";
import type { DeletedTable } from "../../model/client/deleted-tables.ts";
import { extendedMethods, isExtended } from "../../model/client/extensions.ts";
import type { ExtendedMethod } from "../../model/client/extensions.ts";
import { nestedDeletes } from "../../model/client/nested-deletes.ts";
import { mentionsRawQueries } from "../../model/client/unsafe-raw.ts";
import { clientNames } from "../../model/client/receivers.ts";
import { retentionOf } from "../../model/phi/retention.ts";
import { softDeleteFields } from "../../model/schema/soft-delete.ts";
import type { Model } from "../../model/schema/types.ts";
import { projectOf } from "../../project/snapshot.ts";
import type { Project } from "../../project/snapshot.ts";
import { byLanguage } from "../by-language.ts";
import { docsUrl } from "../docs-url.ts";
import type {
  ClientSourceCode,
  ClientVisitor,
  SentinelRuleDefinition,
  SqlVisitor,
} from "../types.ts";
import { JAVASCRIPT, POSTGRESQL } from "../types.ts";
import { TEST_FILES, allowInSchema, isAllowed } from "./allow-in.ts";

type Types = {
  MessageIds: "softDeletable" | "protected" | "markDeleted";
  RuleOptions: [{ allowIn: string[] }];
};

const rule: SentinelRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow deleting records for good where they are to be kept",
      url: docsUrl("no-hard-delete"),
      presets: ["hipaa", "strict"],
      area: "audit",
      controls: ["164.312(c)(1)"],
      risk: "critical",
    },
    hasSuggestions: true,
    languages: [JAVASCRIPT, POSTGRESQL],
    schema: [
      {
        type: "object",
        properties: {
          allowIn: allowInSchema("in which rows may be deleted"),
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ allowIn: [...TEST_FILES] }],
    messages: {
      softDeletable:
        "{{what}} removes rows of '{{model}}' for good, though '{{field}}' is there to mark them as deleted: what a record said can no longer be shown.",
      protected:
        "{{what}} removes rows of '{{model}}', which hold health information, for good: what a record said can no longer be shown.",
      markDeleted: "Set '{{field}}' instead.",
    },
  },
  create(context) {
    const project = projectOf(context);
    if (!project.schema) return {};
    if (isAllowed(context.options[0].allowIn, project)) return {};
    return byLanguage(context, {
      postgresql: (sqlContext) => sqlVisitor(sqlContext, project),
      javascript: (codeContext) => codeVisitor(codeContext, project),
    });
  },
};

interface Delete {
  /** Null for a table that no model stands for. */
  model: Model | null;
  /** What removes the rows: `'delete'`, `TRUNCATE`. */
  what: string;
  node: { range: [number, number] };
  /** The edit that marks the rows instead. */
  edit?: TextEdit | null;
}

type Reporter = Pick<Parameters<SentinelRuleDefinition<Types>["create"]>[0], "report">;

function report(context: Reporter, project: Project, { model, what, node, edit }: Delete): void {
  const { schema, settings } = project;
  const retention = schema && model && retentionOf(model, schema, settings);
  if (!retention) return;
  const field = retention.kind === "softDeletable" ? retention.timestamp : "";
  const data = { what, model: model.name, field };
  const suggest = edit
    ? [
        {
          messageId: "markDeleted" as const,
          data,
          fix: (fixer: RuleTextEditor) => apply(fixer, edit),
        },
      ]
    : [];
  context.report({ node, messageId: retention.kind, data, suggest });
}

function modelOf(table: DeletedTable, { schema }: Project): Model | null {
  return schema && modelOfTable(table, schema);
}

function sqlVisitor(context: Reporter, project: Project): SqlVisitor {
  if (!project.isPostgres || project.isApplied) return {};
  const check = (node: Parameters<typeof tablesOf>[0]) => {
    for (const table of tablesOf(node)) {
      const model = modelOf(table, project);
      report(context, project, { model, what: table.statement, node: { range: table.range } });
    }
  };
  return { SqlDeleteStmt: check, SqlTruncateStmt: check };
}

function codeVisitor(
  context: Reporter & { sourceCode: ClientSourceCode },
  project: Project,
): ClientVisitor {
  const { scopeManager: scopes, text } = context.sourceCode;
  if (!scopes) return {};
  const isClientName = clientNames(project.settings.clients);
  const calls: ClientCall[] = [];
  const extended: ExtendedMethod[] = [];
  const hasRawQueries = mentionsRawQueries(text);
  const checkRaw = (node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression) => {
    const call = hasRawQueries ? rawCall(node, scopes) : null;
    for (const table of call ? deletedByQuery(call, scopes) : []) {
      const model = modelOf(table, project);
      report(context, project, { model, what: table.statement, node: call?.methodNode ?? node });
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
          report(context, project, { ...nested, what: `A nested '${nested.method}'` });
        }
        if (!model || (method !== "delete" && method !== "deleteMany")) continue;
        if (isExtended(call, extended, project.settings)) continue;
        const edit = toSoftDelete(call, softDeleteFields(model, project.settings), text);
        report(context, project, { model, what: `'${method}'`, node, edit });
      }
    },
  };
}

export default rule;
