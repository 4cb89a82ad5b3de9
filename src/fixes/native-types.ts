/** Giving fields a native type, or another one than they have. */

import type { Field, Model } from "../model/schema/types.ts";
import type { TextEdit } from "./edit.ts";
import { editFields } from "./prisma.ts";
import type { FieldChange } from "./prisma.ts";

/** One edit for any number of fields of a model; types are written with their `@`. */
export function setNativeTypes(
  model: Model,
  types: readonly (readonly [field: Field, type: string])[],
  text: string,
): TextEdit {
  const changes = types.map(([{ node, nativeType }, type]): FieldChange => {
    if (!nativeType) return { kind: "insertAttribute", field: node, attribute: type };
    const attribute = nativeType.node;
    return { kind: "replaceAttribute", field: node, attribute, source: type };
  });
  return editFields(model.node, text, changes);
}
