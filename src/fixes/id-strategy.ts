/** Rewriting the id of a model for another strategy: its default, its type, its native type. */

import type { Strategy } from "../model/schema/id-strategy.ts";
import type { Field, FieldDefault } from "../model/schema/types.ts";
import type { TextEdit } from "./edit.ts";
import { editFields } from "./prisma.ts";
import type { FieldChange } from "./prisma.ts";

/** How each strategy is written; the type of the column is left alone where it already fits. */
const ATTRIBUTES: Record<Strategy, string> = {
  uuid4: "@default(uuid())",
  uuid7: "@default(uuid(7))",
  ulid: "@default(ulid())",
  cuid: "@default(cuid())",
  cuid2: "@default(cuid(2))",
  nanoid: "@default(nanoid())",
  database: '@default(dbgenerated("gen_random_uuid()"))',
  autoincrement: "@default(autoincrement())",
};

const UUIDS = new Set<Strategy>(["uuid4", "uuid7", "database"]);

/** Makes `field`, whose default `generator` is, an id of `strategy`. Fields that refer to it are left for their owner to follow. */
export function rewriteId(
  field: Field,
  generator: FieldDefault,
  strategy: Strategy,
  text: string,
): TextEdit {
  return editFields(field.model.node, text, changesTo(strategy, field, generator));
}

/** `String` for every strategy but the sequence. */
function changesTo(strategy: Strategy, field: Field, generator: FieldDefault): FieldChange[] {
  const source = ATTRIBUTES[strategy];
  const changes: FieldChange[] = [
    { kind: "replaceAttribute", field: field.node, attribute: generator.node, source },
  ];
  const type = strategy === "autoincrement" ? "Int" : "String";
  if (field.type !== type && !(type === "Int" && field.type === "BigInt")) {
    changes.push({ kind: "replaceType", field: field.node, type });
  }
  return [...changes, ...nativeTypeChanges(strategy, field)];
}

/** A native type of the old kind cannot hold the new values. */
function nativeTypeChanges(strategy: Strategy, field: Field): FieldChange[] {
  const { nativeType } = field;
  const wantsUuid = strategy === "database" || (UUIDS.has(strategy) && nativeType?.name === "Uuid");
  if (!wantsUuid) {
    return nativeType
      ? [{ kind: "removeAttribute", field: field.node, attribute: nativeType.node }]
      : [];
  }
  if (nativeType?.name === "Uuid") return [];
  const attribute = "@db.Uuid";
  return nativeType
    ? [
        {
          kind: "replaceAttribute",
          field: field.node,
          attribute: nativeType.node,
          source: attribute,
        },
      ]
    : [{ kind: "insertAttribute", field: field.node, attribute }];
}
