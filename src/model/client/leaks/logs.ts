/** What writes to logs: the console, loggers, error trackers, traces and analytics. */

import type { TSESTree } from "@typescript-eslint/utils";

import { lastName, methodCall, unwrap } from "../expressions.ts";

/** A call that writes to a log, and what it is given. */
export interface Sink {
  /** How the source calls it: `console.log`, `Sentry.captureMessage`. */
  name: string;
  values: readonly TSESTree.Node[];
}

const CONSOLE = new Set([
  "log",
  "info",
  "warn",
  "error",
  "debug",
  "trace",
  "table",
  "dir",
  "group",
  "groupCollapsed",
  "assert",
]);
const LEVELS = new Set([
  "trace",
  "debug",
  "verbose",
  "silly",
  "http",
  "info",
  "notice",
  "log",
  "warn",
  "warning",
  "error",
  "critical",
  "fatal",
  "child",
]);
/** `logger`, `this.appLogger`, `LOG`; not `catalog` and `dialog`. */
const LOGGER =
  /^(?:log|Log|LOG|logger|Logger|LOGGER|logging|winston|pino|bunyan)$|(?:Log|Logger|Logging|_log|_logger)$/u;
/** `loggingService`, `appLoggerService`, `logService`; not `auditLogService` and `foodLogService`, which keep rows. */
const LOGGER_SERVICE =
  /(?:^_?log|^Log|(?:^_?l|L)og(?:ger|ging))(?:Service|Svc|Client|Provider|Adapter|Helper|Manager|Utils?|Instance)$/u;
/** Error trackers: Sentry, its scopes, New Relic, Datadog, Rollbar, Bugsnag. */
const TRACKERS =
  /^(?:sentry|scope|\w*sentry|newrelic|rollbar|bugsnag|datadog\w*|ddRum|honeybadger|apm)$/iu;
const TRACKER_METHODS = new Set([
  "captureMessage",
  "captureException",
  "captureEvent",
  "setContext",
  "setExtra",
  "setExtras",
  "setTag",
  "setTags",
  "setUser",
  "addBreadcrumb",
  "addCustomAttribute",
  "addCustomAttributes",
  "noticeError",
  "addAction",
  "addError",
  "notify",
]);
/** OpenTelemetry: these methods have no other owner. */
const SPAN_METHODS = new Set(["setAttribute", "setAttributes", "addEvent", "recordException"]);
const SPANS = /span$/iu;
const ANALYTICS = /^(?:analytics|posthog|mixpanel|amplitude|segment|heap|plausible)$/iu;
const ANALYTICS_METHODS = new Set(["track", "identify", "capture", "page", "group", "people"]);

/** Words without which a file has no such call: to pass over most files at once. */
export function mentionsLogs(text: string): boolean {
  return /console|log|sentry|scope|span|newrelic|rollbar|bugsnag|datadog|analytics|posthog|mixpanel|amplitude|segment|heap|winston|pino|bunyan|apm|stdout|stderr/iu.test(
    text,
  );
}

/** The sink that a call is; null for any other call. `isLogger` tells further names of loggers and of functions. */
export function logSink(
  node: TSESTree.CallExpression,
  isLogger: (name: string) => boolean,
): Sink | null {
  const call = methodCall(node);
  if (!call) {
    const callee = unwrap(node.callee);
    const name = callee.type === "Identifier" ? callee.name : null;
    const isSink = name !== null && (name === "log" || isLogger(name));
    return isSink ? { name, values: node.arguments } : null;
  }
  const owner = ownerName(call.object);
  if (owner === null || !isLogMethod(owner, call.method, isLogger)) return null;
  return { name: `${owner}.${call.method}`, values: call.arguments };
}

/** `logger` of `this.logger`, `logger()`, `logger.child({ … })`. */
function ownerName(node: TSESTree.Node): string | null {
  const value = unwrap(node);
  if (value.type !== "CallExpression") return lastName(value);
  return methodCall(value)?.method === "child"
    ? ownerName(methodCall(value)?.object ?? value)
    : lastName(value.callee);
}

function isLogMethod(owner: string, method: string, isLogger: (name: string) => boolean): boolean {
  if (owner === "console") return CONSOLE.has(method);
  if (owner === "stdout" || owner === "stderr") return method === "write";
  if (TRACKER_METHODS.has(method)) return TRACKERS.test(owner);
  if (SPAN_METHODS.has(method)) return SPANS.test(owner);
  if (ANALYTICS_METHODS.has(method) && ANALYTICS.test(owner)) return true;
  return LEVELS.has(method) && (isLoggerName(owner) || isLogger(owner));
}

function isLoggerName(name: string): boolean {
  return LOGGER.test(name) || LOGGER_SERVICE.test(name);
}
