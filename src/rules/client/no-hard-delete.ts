import type { RuleTextEditor } from "@eslint/core";

import { apply } from "../../fixes/edit.ts";
import { retentionOf } from "../../model/phi/retention.ts";
import { projectOf } from "../../project/snapshot.ts";
import type { Project } from "../../project/snapshot.ts";
import { byLanguage } from "../by-language.ts";
import { docsUrl } from "../docs-url.ts";
import type { SentinelRuleDefinition } from "../types.ts";
import { JAVASCRIPT, POSTGRESQL } from "../types.ts";
import { TEST_FILES, allowInSchema, isAllowed } from "./allow-in.ts";
import { visitDeletesInCode, visitDeletesInSql } from "./visit-deletes.ts";
import type { Delete } from "./visit-deletes.ts";

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
      postgresql: (sqlContext) =>
        visitDeletesInSql(project, (found) => {
          report(sqlContext, project, found);
        }),
      javascript: (codeContext) =>
        visitDeletesInCode(codeContext.sourceCode, project, (found) => {
          report(codeContext, project, found);
        }),
    });
  },
};

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

export default rule;
