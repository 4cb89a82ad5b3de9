/** How a raw query that splices values into its text is written without: as parameters, or by `set_config()`. */

import type { TSESTree } from "@typescript-eslint/utils";

import type { Scopes } from "../model/client/bindings.ts";
import { parameterise } from "../model/client/parameters.ts";
import type { Parameterised } from "../model/client/parameters.ts";
import { castFor } from "../model/client/parameter-types.ts";
import { mayBeSql } from "../model/client/unsafe-raw.ts";
import type { UnsafeText } from "../model/client/unsafe-raw.ts";
import type { SchemaModel } from "../model/schema/types.ts";
import type { TextEdit } from "./edit.ts";
import { joinedList, toSetConfig, toTagged } from "./raw-query.ts";
import type { SplicedCall } from "./raw-query.ts";

/** A remedy, and whether it is certain to mean the same for every value that is no attack. */
export interface Remedy {
  edit: TextEdit;
  messageId: "useParameters" | "useJoin" | "useSetConfig";
  isCertain: boolean;
}

/** What a call stands in. */
interface Surroundings {
  text: string;
  scopes: Scopes;
  /** The schema, where it is for PostgreSQL: what types parameters have to be cast to. */
  postgres: SchemaModel | null;
}

/** How a call whose text is one template is written without splicing; null where that cannot be told. */
export function remedyFor(
  { call: raw, methodNode }: UnsafeText,
  node: TSESTree.CallExpression,
  surroundings: Surroundings,
): Remedy | null {
  const template = raw?.text;
  if (template?.type !== "TemplateLiteral") return null;
  const call = { node, methodNode, template };
  const parameterised = parameterise(template);
  if (!parameterised) return null;
  if (parameterised.kind === "query") return asParameters(call, parameterised, surroundings);
  const edit = toSetConfig(call, parameterised, surroundings.text);
  return edit && { edit, messageId: "useSetConfig", isCertain: false };
}

function asParameters(
  call: SplicedCall,
  { placeholders, tables }: Extract<Parameterised, { kind: "query" }>,
  { text, scopes, postgres }: Surroundings,
): Remedy | null {
  const casts = new Map<number, string>();
  let hasList = false;
  let isCertain = true;
  for (const { index, quoting, position, column } of placeholders) {
    const expression = call.template.expressions[index];
    if (!expression) return null;
    const list = joinedList(expression);
    if (list && (position !== "list" || !isPrismaImported(scopes))) return null;
    if (!list && quoting === "none" && mayBeSql(expression, scopes)) return null;
    const cast = quoting === "none" ? null : castFor(column, tables, postgres);
    if (cast !== null) casts.set(index, cast);
    hasList ||= list !== null;
    isCertain &&= quoting === "whole" || (quoting === "none" && position === "value");
    isCertain &&= !list && cast === null;
  }
  const edit = toTagged(call, placeholders, casts, text);
  return edit && { edit, messageId: hasList ? "useJoin" : "useParameters", isCertain };
}

function isPrismaImported({ globalScope, scopes }: Scopes): boolean {
  return [globalScope, ...scopes].some((scope) => scope?.set.has("Prisma") === true);
}
