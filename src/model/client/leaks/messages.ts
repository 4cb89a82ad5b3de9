/** What becomes the message of an error: of one that is thrown, and of one that a response tells. */

import type { TSESTree } from "@typescript-eslint/utils";

import { namedProperties } from "../arguments.ts";
import { isFalse, lastName, methodCall, unwrap } from "../expressions.ts";
import type { Leak } from "./leaks.ts";
import type { Sink } from "./logs.ts";

const ERROR = /(?:Error|Exception)$/u;
const ERROR_FUNCTIONS: ReadonlySet<string> = new Set([
  "createError",
  "createHttpError",
  "httpError",
]);
/** What a response calls its message. */
const MESSAGE_KEYS: ReadonlySet<string> = new Set([
  "error",
  "errors",
  "message",
  "msg",
  "detail",
  "details",
  "reason",
  "title",
  "description",
  "errorMessage",
]);
const RESPONSE_METHODS: ReadonlySet<string> = new Set(["json", "send", "end"]);
const RESPONSES = /^(?:res|response|reply|Response|NextResponse|c|ctx)$/u;

/** Words without which a file has no such call. */
export function mentionsErrors(text: string): boolean {
  return /Error|Exception|throw|json|send|Boom/u.test(text);
}

/** `new NotFoundException(…)`; null for any other object. */
export function errorSink(node: TSESTree.NewExpression): Sink | null {
  const name = lastName(node.callee);
  if (name === null || !ERROR.test(name)) return null;
  return { name: `new ${name}`, values: node.arguments.flatMap(withoutCause) };
}

/** The error that caused another is not its message. */
function withoutCause(argument: TSESTree.CallExpressionArgument): readonly TSESTree.Node[] {
  if (argument.type !== "ObjectExpression") return [argument];
  return argument.properties.flatMap((property) =>
    property.type === "Property" && lastName(property.key) === "cause" ? [] : [valueOf(property)],
  );
}

function valueOf(property: TSESTree.ObjectLiteralElement): TSESTree.Node {
  return property.type === "Property" ? property.value : property;
}

/** `throw "…"` */
export function thrownSink({ argument }: TSESTree.ThrowStatement): Sink | null {
  const value = unwrap(argument);
  const isText = value.type === "TemplateLiteral" || value.type === "BinaryExpression";
  return isText ? { name: "throw", values: [value] } : null;
}

/** `createError(404, …)`, `Boom.notFound(…)`, `res.status(404).json({ error: … })`. */
export function messageSink(node: TSESTree.CallExpression): Sink | null {
  const call = methodCall(node);
  if (!call) {
    const name = lastName(node.callee);
    const isError = name !== null && ERROR_FUNCTIONS.has(name);
    return isError ? { name, values: node.arguments } : null;
  }
  if (lastName(call.object) === "Boom") {
    return { name: `Boom.${call.method}`, values: call.arguments };
  }
  if (!RESPONSE_METHODS.has(call.method)) return null;
  const response = responseOf(call.object);
  const [body, init] = call.arguments;
  if (!response || !body) return null;
  const status = response.status ?? (init ? statusIn(init) : null);
  const values = errorTexts(body, status);
  return values.length > 0 ? { name: `${response.name}.${call.method}`, values } : null;
}

/** `res` and the status that a chain gives it: `res.status(404).type("json")`. */
function responseOf(node: TSESTree.Node): { name: string; status: number | null } | null {
  const value = unwrap(node);
  const call = methodCall(value);
  if (call) {
    const inner = responseOf(call.object);
    const isStatus = ["status", "code", "sendStatus"].includes(call.method);
    const status = isStatus && call.arguments[0] ? numberOf(call.arguments[0]) : null;
    return inner && { ...inner, status: status ?? inner.status };
  }
  const name = lastName(value);
  return name !== null && RESPONSES.test(name) ? { name, status: null } : null;
}

function numberOf(node: TSESTree.Node): number | null {
  const value = unwrap(node);
  return value.type === "Literal" && typeof value.value === "number" ? value.value : null;
}

/** `{ status: 404 }` or `404` beside the body. */
function statusIn(init: TSESTree.Node): number | null {
  const value = unwrap(init);
  if (value.type !== "ObjectExpression") return numberOf(value);
  const status = namedProperties(value).find(({ name }) => name === "status");
  return status ? numberOf(status.property.value) : null;
}

/** What of a body is the text of an error; nothing in a response that tells of none. */
function errorTexts(body: TSESTree.Node, status: number | null): TSESTree.Node[] {
  const value = unwrap(body);
  const isError = status !== null && status >= 400;
  if (value.type !== "ObjectExpression") return isError && isText(value) ? [value] : [];
  const properties = namedProperties(value);
  const tellsError = properties.some(
    ({ name, property }) => name === "error" || (name === "success" && isFalse(property.value)),
  );
  if (!isError && !tellsError) return [];
  return properties
    .filter(({ name }) => MESSAGE_KEYS.has(name))
    .map(({ property }) => property.value);
}

function isText({ type }: TSESTree.Node): boolean {
  return type === "TemplateLiteral" || type === "BinaryExpression";
}

/** Parsers tell which `token` they did not expect. */
export function isOfGrammar({ kind, what }: Leak): boolean {
  return kind === "credential" && (what === "token" || what.startsWith("token: "));
}
