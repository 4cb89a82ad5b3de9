/** What client extensions take over: `$extends({ query: { user: { delete() { … } } } })`. */

import type { TSESTree } from "@typescript-eslint/utils";

import type { Settings } from "../../settings.ts";
import { accessorOf } from "../schema/accessor.ts";
import { namedProperties, objectAt } from "./arguments.ts";
import type { Scopes } from "./bindings.ts";
import type { ClientCall } from "./calls.ts";
import { methodCall } from "./expressions.ts";

/** A method of one model, or of all of them, that an extension replaces. */
export interface ExtendedMethod {
  /** `user`; null for `$allModels`. */
  accessor: string | null;
  method: string;
}

/** The methods that an extension defines; empty for any other call. */
export function extendedMethods(node: TSESTree.CallExpression, scopes: Scopes): ExtendedMethod[] {
  const call = methodCall(node);
  if (call?.method !== "$extends" && call?.method !== "defineExtension") return [];
  const [extension] = call.arguments;
  if (extension?.type !== "ObjectExpression") return [];
  return ["query", "model"].flatMap((component) => {
    const models = objectAt(extension, component, scopes);
    return models ? namedProperties(models).flatMap((entry) => methodsOf(entry, scopes)) : [];
  });
}

function methodsOf(
  { name, property }: { name: string; property: TSESTree.Property },
  scopes: Scopes,
): ExtendedMethod[] {
  if (property.parent.type !== "ObjectExpression") return [];
  const methods = objectAt(property.parent, name, scopes);
  const accessor = name === "$allModels" ? null : name;
  return methods ? namedProperties(methods).map((entry) => ({ accessor, method: entry.name })) : [];
}

/** Whether an extension turns the call into another: one of these, or by the settings one elsewhere. */
export function isExtended(
  { model, method }: ClientCall,
  extended: readonly ExtendedMethod[],
  { softDelete }: Settings,
): boolean {
  if (softDelete?.handledByExtension === true) return true;
  const accessor = model && accessorOf(model);
  return extended.some(
    (one) => one.method === method && (one.accessor === null || one.accessor === accessor),
  );
}
