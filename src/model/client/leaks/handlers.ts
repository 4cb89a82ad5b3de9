/** What a handler of requests is about: `router.post("/patients", …)`, `function createPatient(req, res)`. */

import type { TSESTree } from "@typescript-eslint/utils";

import type { Model } from "../../schema/types.ts";
import { constantKey, isFunction, keyName, methodCall } from "../expressions.ts";
import type { FunctionNode } from "../expressions.ts";
import { modelOfName } from "./named-models.ts";
import type { Reading } from "./reading.ts";

const ROUTE_METHODS: ReadonlySet<string> = new Set([
  "post",
  "put",
  "patch",
  "get",
  "delete",
  "all",
]);

/** The model that the innermost named function or route around a node is about; null when none says. */
export function modelOfHandler(node: TSESTree.Node, reading: Reading): Model | null {
  for (let current = node.parent; current; current = current.parent) {
    if (!isFunction(current)) continue;
    const name = nameOf(current);
    const model = name === null ? null : modelOfName(name, reading);
    if (model) return model;
  }
  return null;
}

/** What a function is called: its own name, that of the constant or key it is the value of, or its route. */
function nameOf(node: FunctionNode): string | null {
  if (node.id) return node.id.name;
  const { parent } = node;
  switch (parent.type) {
    case "VariableDeclarator":
      return parent.id.type === "Identifier" ? parent.id.name : null;
    case "Property":
    case "MethodDefinition":
    case "PropertyDefinition":
      return keyName(parent);
    case "CallExpression":
      return routeOf(parent) ?? wrappedName(parent);
    default:
      return null;
  }
}

/** `export const createPatient = handled(async (req, res) => …)` */
function wrappedName({ parent }: TSESTree.CallExpression): string | null {
  const isConstant = parent.type === "VariableDeclarator" && parent.id.type === "Identifier";
  return isConstant && parent.id.type === "Identifier" ? parent.id.name : null;
}

/** The last segment of a route that is no parameter: `notes` of `/patients/:id/notes`. */
function routeOf(node: TSESTree.CallExpression): string | null {
  const call = methodCall(node);
  if (!call || !ROUTE_METHODS.has(call.method)) return null;
  const path = call.arguments[0] ? constantKey(call.arguments[0]) : null;
  const segments = path?.split("/").filter((segment) => segment !== "" && !segment.startsWith(":"));
  return segments?.at(-1) ?? null;
}
