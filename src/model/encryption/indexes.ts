/** Keys and indexes over columns that hold ciphertext. */

import type { PrismaAttribute, PrismaName, PrismaNode } from "../../languages/prisma/ast.ts";
import { arrayElements, defaultArgument } from "../schema/arguments.ts";
import { allIndexes } from "../schema/indexes.ts";
import type { Field, Index, Model } from "../schema/types.ts";
import { annotatedCompanion } from "./companions.ts";

export interface CiphertextIndex {
  field: Field;
  index: Index;
  /** The attribute on the field, or the field's name in the attribute of the block. */
  node: PrismaNode;
}

/** The keys and indexes of a model that encrypted fields are part of, in the order of ids, uniques and indexes. */
export function ciphertextIndexes(
  model: Model,
  isEncrypted: (field: Field) => boolean,
): CiphertextIndex[] {
  const found: CiphertextIndex[] = [];
  for (const index of allIndexes(model)) {
    for (const { name } of index.fields) {
      const field = model.field(name);
      if (!field || !isEncrypted(field) || isForLookupsAlone(index, field)) continue;
      const node = nodeOf(index, name);
      if (node) found.push({ field, index, node });
    }
  }
  return found;
}

/** prisma-field-encryption asks for `@unique` beside an annotated hash, so that the client takes `findUnique`. */
function isForLookupsAlone({ kind, fields }: Index, field: Field): boolean {
  return kind === "unique" && fields.length === 1 && annotatedCompanion(field)?.isUnique === true;
}

function nodeOf(index: Index, name: string): PrismaNode | null {
  const { node } = index;
  return node.type === "PrismaAttribute" ? node : fieldName(node, name);
}

/** The name of a field in `@@index([a, b(sort: Desc)])`. */
function fieldName(
  node: Extract<Index["node"], { type: "PrismaBlockAttribute" }> | PrismaAttribute,
  name: string,
): Extract<PrismaNode, { type: "PrismaConstant" }> | PrismaName | null {
  for (const element of arrayElements(defaultArgument(node, "fields"))) {
    if (element.type === "PrismaConstant" && element.name === name) return element;
    if (element.type === "PrismaFunctionCall" && element.callee.name === name) {
      return element.callee;
    }
  }
  return null;
}
