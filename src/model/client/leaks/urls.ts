/** What becomes part of an address: of a URL, of its query string, of a route, of the key of a cache. */

import type { TSESTree } from "@typescript-eslint/utils";

import { tokenizeName } from "../../phi/tokenize.ts";
import { namedProperties, propertyOf } from "../arguments.ts";
import type { Scopes } from "../bindings.ts";
import { constantKey, keyName, lastName, memberName, methodCall, unwrap } from "../expressions.ts";
import type { Leak } from "./leaks.ts";
import type { Sink } from "./logs.ts";

const URL_START = /^(?:https?:\/)?\/[\w/.:@?-]*|^\?/iu;
/** After a base that is an expression of its own: `${API}/patients`. */
const PATH_AFTER_BASE = /^(?:\/[a-z]|\?[a-z_]+=)/iu;
const PARAMETER = /[?&][\w.[\]-]+=$/u;
/** Addresses hold none of these; texts and markup do. */
const NO_URL = /[\s<>"']/u;

/** Schemes of addresses that a device opens by itself: no server is asked, and none writes them down. */
const OPENED_ON_DEVICE = /^(?:otpauth(?:-migration)?|mailto|tel|sms|geo):/iu;

const SEARCH_PARAMS = /(?:searchParams|urlParams|queryParams|params|query)$/iu;
const CACHES = /(?:redis|cache|memcached?|kv|valkey)(?:client|service|store)?$/iu;
const CACHE_METHODS: ReadonlySet<string> = new Set([
  "get",
  "set",
  "setex",
  "setEx",
  "setnx",
  "mget",
  "del",
  "delete",
  "has",
  "exists",
  "expire",
  "incr",
  "hget",
  "hset",
  "hgetall",
  "getOrSet",
  "wrap",
  "remember",
]);
const HTTP_METHODS: ReadonlySet<string> = new Set([
  "get",
  "post",
  "put",
  "patch",
  "delete",
  "head",
  "request",
  "push",
  "replace",
]);
const HTTP_CLIENTS =
  /^(?:axios|http|https|got|ky|superagent|router|api|apiClient|httpClient|httpService|navigate)$/u;

/** Words without which a file has no such text. */
export function mentionsUrls(text: string): boolean {
  return /\/\$\{|=\$\{|:\$\{|\/"\s*\+|\/'\s*\+|="\s*\+|='\s*\+|URLSearchParams|searchParams|\/:\w|redis|cache|kv\.|params:|query:/iu.test(
    text,
  );
}

/** A template whose text is an address. */
export function urlTemplate(node: TSESTree.TemplateLiteral): Sink | null {
  if (node.parent.type === "TaggedTemplateExpression" || node.expressions.length === 0) return null;
  const texts = node.quasis.map(({ value }) => value.raw);
  if (texts.some((text) => NO_URL.test(text))) return null;
  const [first = "", second = ""] = texts;
  if (isOpenedOnDevice(node)) return null;
  const startsWithBase = first === "" && PATH_AFTER_BASE.test(second);
  const isUrl =
    startsWithBase || (first !== "" && URL_START.test(first)) || texts.some(isParameter);
  if (!isUrl) return null;
  return { name: "a URL", values: node.expressions.slice(startsWithBase ? 1 : 0) };
}

function isParameter(text: string): boolean {
  return PARAMETER.test(text);
}

/** `"/patients/" + ssn`, `url + "?email=" + email`: what follows a text that an address goes on after. */
export function urlSum(node: TSESTree.BinaryExpression): Sink | null {
  if (node.operator !== "+") return null;
  const before = textBefore(node.left);
  if (before === null || NO_URL.test(before)) return null;
  const isUrl = isParameter(before) || (before.endsWith("/") && URL_START.test(before));
  return isUrl && !isOpenedOnDevice(node) ? { name: "a URL", values: [node.right] } : null;
}

function textBefore(node: TSESTree.Node): string | null {
  const value = unwrap(node);
  if (value.type === "BinaryExpression" && value.operator === "+") return constantKey(value.right);
  return constantKey(value);
}

/** Whether a template or a sum starts with such a scheme. */
function isOpenedOnDevice(node: TSESTree.Node): boolean {
  let first = node;
  while (first.type === "BinaryExpression" && first.operator === "+") first = unwrap(first.left);
  const start = first.type === "TemplateLiteral" ? first.quasis[0]?.value.raw : constantKey(first);
  return OPENED_ON_DEVICE.test(start ?? "");
}

/** `new URLSearchParams({ … })`, but for one that is the body of a request or is opened on the device. */
export function searchParamsSink(node: TSESTree.NewExpression, scopes: Scopes): Sink | null {
  if (lastName(node.callee) !== "URLSearchParams" || isNoAddress(node, scopes)) return null;
  return { name: "a query string", values: node.arguments };
}

const BODY_KEYS: ReadonlySet<string> = new Set(["body", "data", "form"]);

/**
 * `{ body: new URLSearchParams(…).toString() }`, `post(url, new URLSearchParams(…))`, `otpauth://…?${…}`, or a name used
 * so.
 */
function isNoAddress(node: TSESTree.Node, scopes: Scopes, hops = 4): boolean {
  if (hops === 0) return false;
  const { parent } = node;
  switch (parent?.type) {
    case "Property":
      return BODY_KEYS.has(keyName(parent) ?? "");
    case "CallExpression":
      return parent.callee === node
        ? isNoAddress(parent, scopes, hops)
        : parent.arguments.slice(1).some((argument) => argument === node);
    case "TemplateLiteral":
    case "BinaryExpression":
      return isOpenedOnDevice(parent);
    case "MemberExpression":
      return parent.object === node && isNoAddress(parent, scopes, hops);
    case "VariableDeclarator":
      return scopes
        .getDeclaredVariables(parent)
        .some(({ references }) =>
          references.some(({ identifier }) => isNoAddress(identifier, scopes, hops - 1)),
        );
    default:
      return false;
  }
}

/** `searchParams.set(name, value)`, `axios.get(path, { params })`, `router.push({ query })`, `redis.get(key)`. */
export function addressSink(node: TSESTree.CallExpression): Sink | null {
  const call = methodCall(node);
  const owner = call && lastName(call.object);
  if (!call || owner === null) return null;
  const [first, second] = call.arguments;
  if ((call.method === "set" || call.method === "append") && SEARCH_PARAMS.test(owner)) {
    return second ? { name: "a query string", values: [second] } : null;
  }
  if (CACHE_METHODS.has(call.method) && CACHES.test(owner)) {
    return first ? { name: "the key of a cache", values: [first] } : null;
  }
  if (!HTTP_METHODS.has(call.method) || !HTTP_CLIENTS.test(owner)) return null;
  const values = call.arguments.flatMap(queryIn);
  return values.length > 0 ? { name: "a query string", values } : null;
}

function queryIn(argument: TSESTree.Node): TSESTree.Node[] {
  if (argument.type !== "ObjectExpression") return [];
  const query = propertyOf(argument, "params") ?? propertyOf(argument, "query");
  const value = query && unwrap(query.value);
  if (value?.type !== "ObjectExpression") return [];
  return namedProperties(value).map(({ property }) => property.value);
}

/** A parameter of a route, and where its pattern is written. */
export interface RouteParameter {
  name: string;
  /** The static segment before it: `patients` in `/patients/:ssn`. */
  resource: string | null;
  node: TSESTree.Node;
  /** In UTF-16 code units of the source, without the colon. */
  range: [start: number, end: number];
}

const ROUTERS = /^(?:app|router|server|fastify|\w*Router|\w*Routes|api)$/u;
const ROUTE_METHODS: ReadonlySet<string> = new Set([
  "get",
  "post",
  "put",
  "patch",
  "delete",
  "all",
  "use",
  "route",
]);

/** The parameters in the pattern of a route: `router.get("/patients/:ssn", …)`. */
export function routeParameters(node: TSESTree.CallExpression): RouteParameter[] {
  const callee = unwrap(node.callee);
  if (callee.type !== "MemberExpression" || !ROUTE_METHODS.has(memberName(callee) ?? "")) return [];
  const [pattern] = node.arguments;
  if (!ROUTERS.test(lastName(callee.object) ?? "") || pattern?.type !== "Literal") return [];
  const { value, raw } = pattern;
  // With an escape in it, places in the text are not places in the source.
  if (typeof value !== "string" || raw.length !== value.length + 2) return [];
  return parametersIn(value, pattern);
}

function parametersIn(path: string, node: TSESTree.Node): RouteParameter[] {
  const found: RouteParameter[] = [];
  let resource: string | null = null;
  let start = node.range[0] + 1;
  for (const segment of path.split("/")) {
    const name = /^:(?<name>\w+)/u.exec(segment)?.groups?.name;
    if (name !== undefined) {
      found.push({ name, resource, node, range: [start + 1, start + 1 + name.length] });
    } else if (segment !== "") resource = segment;
    start += segment.length + 1;
  }
  return found;
}

/** What nobody else knows and does not change with the address it is sent in. */
const LASTING_SECRETS: ReadonlySet<string> = new Set(["password", "passphrase", "secret"]);

/**
 * Secrets that are made to travel in addresses: tokens of links, codes, keys that some services want in the
 * query. A password is none of them.
 */
export function isPassedInUrls({ kind, what }: Leak): boolean {
  if (kind !== "credential") return false;
  return !LASTING_SECRETS.has(tokenizeName(what.split(".").at(-1) ?? "").at(-1) ?? "");
}
