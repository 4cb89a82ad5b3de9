/** Moving what ciphertext cannot do (being unique, being looked up) to a field that keeps a hash of the value. */

import { annotatedCompanion, companionName, companionOf } from "../model/encryption/companions.ts";
import type { CiphertextIndex } from "../model/encryption/indexes.ts";
import type { TextEdit } from "./edit.ts";
import { mergeEdits } from "./edit.ts";
import { editFields, removeAttribute, removeBlockAttribute } from "./prisma.ts";
import type { FieldChange } from "./prisma.ts";

/** An edit, and the companion that it is about. */
export interface CompanionEdit {
  companion: string;
  edit: TextEdit;
}

/**
 * Puts the companion of an encrypted field into its place in a key or index, and writes the companion where there
 * is none. Null for ids, which nothing can stand in for, and where the companion is in the index already.
 */
export function moveToCompanion(
  { field, index, node }: CiphertextIndex,
  text: string,
): CompanionEdit | null {
  if (index.kind === "id") return null;
  const known = companionOf(field);
  const companion = known?.name ?? companionName(field);
  const { model } = field;
  if (node.type !== "PrismaAttribute") {
    if (index.fields.some(({ name }) => name === companion)) return null;
    const added = known ? [] : [editFields(model.node, text, [newCompanion(field, companion, [])])];
    const renamed = { range: node.range, text: companion };
    return { companion, edit: mergeEdits(text, [...added, renamed]) };
  }
  // What is annotated keeps its own: the client takes `findUnique` then, and asks the hash.
  const removal: FieldChange[] = annotatedCompanion(field)
    ? []
    : [{ kind: "removeAttribute", field: field.node, attribute: node }];
  const changes = known
    ? known.isUnique
      ? []
      : [{ kind: "insertAttribute" as const, field: known.node, attribute: "@unique" }]
    : [newCompanion(field, companion, ["@unique"])];
  return { companion, edit: editFields(model.node, text, [...removal, ...changes]) };
}

function newCompanion(
  { node }: CiphertextIndex["field"],
  name: string,
  attributes: readonly string[],
): FieldChange {
  // Optional: rows that exist have no hash until they are written again.
  return { kind: "insertField", field: { name, type: "String?", attributes }, after: node };
}

/** Takes an index away that holds nothing but ciphertext; null for keys and for indexes of several fields. */
export function dropIndex({ field, index }: CiphertextIndex, text: string): TextEdit | null {
  const { node, fields, kind } = index;
  if (fields.length > 1 || kind === "id" || kind === "unique") return null;
  return node.type === "PrismaBlockAttribute"
    ? removeBlockAttribute(field.model.node, text, node)
    : removeAttribute(node, field.node, field.model.node, text);
}
