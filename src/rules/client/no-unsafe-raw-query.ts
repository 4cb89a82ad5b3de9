import type { TSESTree } from "@typescript-eslint/utils";

import { apply } from "../../fixes/edit.ts";
import { remedyFor } from "../../fixes/raw-query-remedy.ts";
import type { Scopes } from "../../model/client/bindings.ts";
import { mentionsRawQueries, unsafeText } from "../../model/client/unsafe-raw.ts";
import type { UnsafeText } from "../../model/client/unsafe-raw.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import type { ClientContext, ClientRuleDefinition } from "../types.ts";
import { JAVASCRIPT } from "../types.ts";

type Types = {
  MessageIds:
    | "unsafeText"
    | "dynamicText"
    | "rawFragment"
    | "fabricatedTemplate"
    | "useParameters"
    | "useJoin"
    | "useSetConfig";
  RuleOptions: [];
};

const MESSAGES = {
  unsafe: "unsafeText",
  assembled: "dynamicText",
  fragment: "rawFragment",
  fabricated: "fabricatedTemplate",
} as const;

const rule: ClientRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow raw queries whose text may hold input",
      url: docsUrl("no-unsafe-raw-query"),
      presets: ["recommended", "hipaa", "strict"],
      area: "integrity",
      controls: ["164.312(a)(1)"],
      risk: "critical",
    },
    fixable: "code",
    hasSuggestions: true,
    languages: [JAVASCRIPT],
    schema: [],
    messages: {
      unsafeText:
        "'{{piece}}' becomes part of the text of '{{method}}': whoever controls it can read and change any row.",
      dynamicText:
        "The text of '{{method}}' is put together at run time: its parts are constants, but nothing keeps input out of them.",
      rawFragment:
        "'Prisma.{{method}}' puts '{{piece}}' into the query as it is: whoever controls it can read and change any row.",
      fabricatedTemplate:
        "'{{method}}' is given '{{piece}}' in place of a template, and takes it for the text of the query: whoever controls it can read and change any row.",
      useParameters: "Pass the values as parameters of a tagged template.",
      useJoin: "Pass the items of the list as parameters with Prisma.join().",
      useSetConfig: "Call set_config(), which takes the value as a parameter.",
    },
  },
  create(context) {
    const { scopeManager: scopes, text } = context.sourceCode;
    if (!scopes || !mentionsRawQueries(text)) return {};
    return {
      CallExpression(node) {
        const found = unsafeText(node, scopes);
        if (found) report(context, found, node, scopes);
      },
    };
  },
};

function report(
  context: ClientContext<Types>,
  found: UnsafeText,
  node: TSESTree.CallExpression,
  scopes: Scopes,
): void {
  const { schema, isPostgres } = projectOf(context);
  const { text } = context.sourceCode;
  const surroundings = { text, scopes, postgres: isPostgres ? schema : null };
  const remedy = found.kind === "unsafe" ? remedyFor(found, node, surroundings) : null;
  const { edit, messageId, isCertain } = remedy ?? {};
  context.report({
    node: found.methodNode,
    messageId: MESSAGES[found.kind],
    data: { method: found.method, piece: inBrief(context.sourceCode.getText(found.piece)) },
    fix: edit && isCertain ? (fixer) => apply(fixer, edit) : null,
    suggest:
      edit && messageId && !isCertain ? [{ messageId, fix: (fixer) => apply(fixer, edit) }] : [],
  });
}

function inBrief(text: string): string {
  const line = text.split("\n", 1)[0] ?? "";
  return line.length < text.length || line.length > 60 ? `${line.slice(0, 57)}…` : line;
}

export default rule;
