/** Turning a delete of Prisma Client into the update that marks rows as deleted. */

import type { TSESTree } from "@typescript-eslint/utils";

import { hasUnreadProperties, propertyOf } from "../model/client/arguments.ts";
import type { ClientCall } from "../model/client/calls.ts";
import type { SoftDeleteFields } from "../model/schema/soft-delete.ts";
import type { Field } from "../model/schema/types.ts";
import { mergeEdits } from "./edit.ts";
import type { TextEdit } from "./edit.ts";

const UPDATES = { delete: "update", deleteMany: "updateMany" } as const;

/**
 * The edit that makes `delete({ where })` `update({ where, data: { deletedAt: new Date() } })`, and `deleteMany`
 * `updateMany`; whatever else is asked for, such as `select`, stays. Null when the arguments cannot be read.
 */
export function toSoftDelete(
  call: ClientCall,
  fields: SoftDeleteFields<Field | null>,
  text: string,
): TextEdit | null {
  const { method, methodNode } = call;
  if ((method !== "delete" && method !== "deleteMany") || !fields.timestamp) return null;
  const flag = fields.flag ? `, ${fields.flag.name}: true` : "";
  const data = `data: { ${fields.timestamp.name}: new Date()${flag} }`;
  const argument = withData(call, data, text);
  if (!argument) return null;
  const [start, end] = methodNode.range;
  const renamed = text.slice(start, end).replace(method, UPDATES[method]);
  return mergeEdits(text, [{ range: [start, end], text: renamed }, argument]);
}

function withData({ node, method, args }: ClientCall, data: string, text: string): TextEdit | null {
  if (args.kind === "none") {
    const end = node.range[1] - 1;
    return method === "deleteMany" ? { range: [end, end], text: `{ ${data} }` } : null;
  }
  if (args.kind !== "object" || !args.inPlace || hasUnreadProperties(args.node)) return null;
  if (propertyOf(args.node, "data")) return null;
  if (args.node.properties.length === 0) return { range: args.node.range, text: `{ ${data} }` };
  const where = propertyOf(args.node, "where");
  return where && after(where, args.node, data, text);
}

/** On a line of its own where the properties are. */
function after(
  property: TSESTree.Property,
  object: TSESTree.ObjectExpression,
  added: string,
  text: string,
): TextEdit {
  const [start, end] = property.range;
  const isOnOwnLine = text.slice(object.range[0], start).includes("\n");
  const line = text.lastIndexOf("\n", start) + 1;
  const separator = isOnOwnLine ? `,\n${text.slice(line, start)}` : ", ";
  return { range: [end, end], text: separator + added };
}
