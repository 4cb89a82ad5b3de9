import type { TSESTree } from "@typescript-eslint/utils";

import { apply } from "../../fixes/edit.ts";
import type { TextEdit } from "../../fixes/edit.ts";
import { joinedList, toSetConfig, toTagged } from "../../fixes/raw-query.ts";
import type { SplicedCall } from "../../fixes/raw-query.ts";
import type { Scopes } from "../../model/client/bindings.ts";
import { parameterise } from "../../model/client/parameters.ts";
import type { Parameterised } from "../../model/client/parameters.ts";
import { castFor } from "../../model/client/parameter-types.ts";
import { mayBeSql, mentionsRawQueries, unsafeText } from "../../model/client/unsafe-raw.ts";
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

/** A remedy, and whether it is certain to mean the same for every value that is no attack. */
interface Remedy {
  edit: TextEdit;
  messageId: "useParameters" | "useJoin" | "useSetConfig";
  isCertain: boolean;
}

function report(
  context: ClientContext<Types>,
  found: UnsafeText,
  node: TSESTree.CallExpression,
  scopes: Scopes,
): void {
  const remedy = found.kind === "unsafe" ? remedyFor(context, found, node, scopes) : null;
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

function remedyFor(
  context: ClientContext<Types>,
  { call: raw, methodNode }: UnsafeText,
  node: TSESTree.CallExpression,
  scopes: Scopes,
): Remedy | null {
  const template = raw?.text;
  if (template?.type !== "TemplateLiteral") return null;
  const call = { node, methodNode, template };
  const parameterised = parameterise(template);
  if (!parameterised) return null;
  if (parameterised.kind === "query") return asParameters(context, call, parameterised, scopes);
  const edit = toSetConfig(call, parameterised, context.sourceCode.text);
  return edit && { edit, messageId: "useSetConfig", isCertain: false };
}

function asParameters(
  context: ClientContext<Types>,
  call: SplicedCall,
  { placeholders, tables }: Extract<Parameterised, { kind: "query" }>,
  scopes: Scopes,
): Remedy | null {
  const { schema, isPostgres } = projectOf(context);
  const casts = new Map<number, string>();
  let hasList = false;
  let isCertain = true;
  for (const { index, quoting, position, column } of placeholders) {
    const expression = call.template.expressions[index];
    if (!expression) return null;
    const list = joinedList(expression);
    if (list && (position !== "list" || !isPrismaImported(scopes))) return null;
    if (!list && quoting === "none" && mayBeSql(expression, scopes)) return null;
    const cast = quoting === "none" ? null : castFor(column, tables, isPostgres ? schema : null);
    if (cast !== null) casts.set(index, cast);
    hasList ||= list !== null;
    isCertain &&= quoting === "whole" || (quoting === "none" && position === "value");
    isCertain &&= !list && cast === null;
  }
  const edit = toTagged(call, placeholders, casts, context.sourceCode.text);
  return edit && { edit, messageId: hasList ? "useJoin" : "useParameters", isCertain };
}

function isPrismaImported({ globalScope, scopes }: Scopes): boolean {
  return [globalScope, ...scopes].some((scope) => scope?.set.has("Prisma") === true);
}

export default rule;
