/** Writing the fields that the user requires. */

import { conventionalMap, lastColumn } from "../model/schema/conventions.ts";
import { writtenNativeType } from "../model/schema/native-types.ts";
import { firstName } from "../model/schema/required-fields.ts";
import type { FieldRequirement } from "../model/schema/required-fields.ts";
import type { Model, SchemaModel } from "../model/schema/types.ts";
import type { TextEdit } from "./edit.ts";
import { insertField } from "./prisma.ts";

/** Writes a field as far as a requirement says what it is; null where its name or type is not known. */
export function addRequiredField(
  requirement: FieldRequirement,
  model: Model,
  schema: SchemaModel,
  text: string,
): TextEdit | null {
  const { list, nullable, relation, default: value } = requirement;
  const name = firstName(requirement);
  const [type] = [requirement.type ?? []].flat();
  const [native] = [requirement.nativeType ?? []].flat();
  if (type === undefined || relation !== undefined || !/^\p{L}\w*$/u.test(name)) return null;
  const after = lastColumn(model)?.node;
  const field = {
    name,
    type: type + (list === true ? "[]" : nullable === true ? "?" : ""),
    attributes: [
      ...(typeof value === "string" ? [`@default(${value})`] : []),
      ...conventionalMap(name, model, schema),
      ...(native === undefined ? [] : [writtenNativeType(native)]),
    ],
  };
  return insertField(model.node, text, field, after ? { after } : {});
}
