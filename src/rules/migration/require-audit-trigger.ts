import { auditTrigger } from "../../fixes/audit-trigger.ts";
import { AuditFunctions } from "../../model/audit/audit-functions.ts";
import { auditedFor } from "../../model/audit/audited-models.ts";
import type { Audited } from "../../model/audit/audited-models.ts";
import { unrecordedEvents } from "../../model/audit/coverage.ts";
import type { RowEvent } from "../../model/audit/coverage.ts";
import { Recorders } from "../../model/audit/recorders.ts";
import { tableOf } from "../../model/catalog/modelled.ts";
import type { Catalog } from "../../model/catalog/types.ts";
import { docsUrl } from "../docs-url.ts";
import { visitModels } from "../schema/visit-models.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";

const CONCERNS: Readonly<Record<Audited, string>> = {
  health: "holds health data",
  access: "says who may do what",
  money: "is about money",
};

interface Options {
  /** Patterns of functions that record changes, whatever their bodies show. */
  functions: string[];
}

const rule: PrismaRuleDefinition<{
  MessageIds: "unrecorded" | "unrecordedWithSql";
  RuleOptions: [Options];
}> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require a trigger that records each change of health data, rights and money",
      url: docsUrl("require-audit-trigger"),
      presets: ["hipaa", "strict"],
      area: "audit",
      controls: ["164.312(b)"],
      risk: "critical",
    },
    languages: [PRISMA],
    schema: [
      {
        type: "object",
        properties: {
          functions: {
            type: "array",
            items: { type: "string" },
            uniqueItems: true,
            description:
              "Functions that record changes: names, globs or /regular expressions/. Others are known by what they insert into.",
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ functions: [] }],
    messages: {
      unrecorded:
        "No trigger of '{{table}}', which {{concern}}, records {{events}} in an audit table: what is changed past the application leaves no trace.",
      unrecordedWithSql:
        "No trigger of '{{table}}', which {{concern}}, records {{events}} in an audit table: what is changed past the application leaves no trace. For a new migration: {{sql}}",
    },
  },
  create(context) {
    const [{ functions: names }] = context.options;
    let audit: Audit | undefined;
    return visitModels(context, (model, schema, { catalog, settings }) => {
      const concern = auditedFor(model, schema, settings);
      const table = concern && tableOf(model, catalog);
      if (!concern || !table) return;
      audit ??= auditOf(catalog, new AuditFunctions(catalog, schema, settings, names));
      const events = unrecordedEvents(table, catalog, audit.functions);
      if (events.length === 0) return;
      const recorder = audit.recorders.for(table);
      const data = { table: table.name, concern: CONCERNS[concern], events: listed(events) };
      context.report({
        node: model.node.name,
        ...(recorder
          ? {
              messageId: "unrecordedWithSql",
              data: { ...data, sql: auditTrigger(table, events, recorder) },
            }
          : { messageId: "unrecorded", data }),
      });
    });
  },
};

interface Audit {
  functions: AuditFunctions;
  recorders: Recorders;
}

function auditOf(catalog: Catalog, functions: AuditFunctions): Audit {
  return { functions, recorders: new Recorders(catalog, functions) };
}

/** `INSERT, UPDATE and DELETE`. */
function listed(events: readonly RowEvent[]): string {
  const names = events.map((event) => event.toUpperCase());
  const last = names.pop() ?? "";
  return names.length === 0 ? last : `${names.join(", ")} and ${last}`;
}

export default rule;
