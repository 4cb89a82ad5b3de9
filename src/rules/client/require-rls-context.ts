import type { TSESTree } from "@typescript-eslint/utils";

import { hasRowSecurity } from "../../model/catalog/certainty.ts";
import type { Table } from "../../model/catalog/types.ts";
import { clientCall } from "../../model/client/calls.ts";
import type { ClientCall } from "../../model/client/calls.ts";
import { PreparedTransactions, missingContext } from "../../model/client/context-wrappers.ts";
import { unwrap } from "../../model/client/expressions.ts";
import { clientNames } from "../../model/client/receivers.ts";
import { projectOf } from "../../project/snapshot.ts";
import type { Project } from "../../project/snapshot.ts";
import { nameMatcher } from "../../text/name-patterns.ts";
import { docsUrl } from "../docs-url.ts";
import type { ClientRuleDefinition } from "../types.ts";
import { JAVASCRIPT } from "../types.ts";
import { TEST_FILES, allowInSchema, isAllowed } from "./allow-in.ts";

type Types = {
  MessageIds: "bare" | "unprepared";
  RuleOptions: [{ wrappers: string[]; allowIn: string[] }];
};

const rule: ClientRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require that queries of tables under row-level security run with a context",
      url: docsUrl("require-rls-context"),
      presets: [],
      area: "tenancy",
      controls: ["164.312(a)(1)"],
      risk: "high",
    },
    languages: [JAVASCRIPT],
    schema: [
      {
        type: "object",
        properties: {
          wrappers: {
            description:
              "Functions and properties that give a client with a context, or run a function in one: names, globs or /regular expressions/.",
            type: "array",
            items: { type: "string" },
            uniqueItems: true,
          },
          allowIn: allowInSchema("in which queries may run without a context"),
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ wrappers: [], allowIn: [...TEST_FILES] }],
    messages: {
      bare: "'{{table}}' is under row-level security, and '{{method}}' runs without a context: its policies cannot tell whose rows are meant. Go through {{ways}}.",
      unprepared:
        "'{{table}}' is under row-level security, and nothing in this transaction has set a context before '{{method}}': its policies cannot tell whose rows are meant. Begin the transaction with set_config(…, true).",
    },
  },
  create(context) {
    const { scopeManager: scopes, text: source } = context.sourceCode;
    const [{ wrappers, allowIn }] = context.options;
    const project = projectOf(context);
    if (!scopes || !project.isPostgres || !project.schema) return {};
    if (isAllowed(allowIn, project)) return {};
    const isClientName = clientNames(project.settings.clients);
    const reading = { scopes, source, isClientName, isWrapper: nameMatcher(wrappers) };
    const prepared = new PreparedTransactions(reading);
    const queryIn = (node: TSESTree.CallExpression) =>
      clientCall(node, scopes, project.schema, isClientName);
    return {
      CallExpression(node) {
        prepared.note(node);
        const call = queryIn(node);
        const table = call && tableOf(call, project);
        if (!call || !table) return;
        const missing = missingContext(call, prepared, (other) => queryIn(other) !== null, reading);
        if (!missing) return;
        const data = { table: table.name, method: call.method, ways: waysOf(wrappers) };
        context.report({ node: clientToken(call), messageId: missing, data });
      },
      TaggedTemplateExpression(node) {
        prepared.note(node);
      },
    };
  },
};

/** The table of a query, if the migrations put it under row-level security. */
function tableOf({ model }: ClientCall, { catalog }: Project): Table | null {
  const table = model && catalog.table(model.databaseName, model.databaseSchema ?? undefined);
  return table && hasRowSecurity(catalog, table) === "known" ? table : null;
}

/** `prisma` of `this.prisma`. */
function clientToken({ client }: ClientCall): TSESTree.Node {
  const value = unwrap(client);
  return value.type === "MemberExpression" ? value.property : value;
}

/** What gives a query its context, for the message. */
function waysOf(wrappers: readonly string[]): string {
  const transaction = "a $transaction that begins with set_config(…, true)";
  return [...wrappers.map((name) => `'${name}'`), transaction].join(" or ");
}

export default rule;
