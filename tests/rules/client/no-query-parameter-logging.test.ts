import rule from "../../../src/rules/client/no-query-parameter-logging.ts";
import { testOnCode } from "../../rule-tester.ts";

const valid = [
  ["no queries", 'new PrismaClient({ log: ["warn", "error"] })'],
  ["queries as events", 'new PrismaClient({ log: [{ emit: "event", level: "query" }] })'],
  ["another client", 'new QueryClient({ log: ["query"] })'],
  [
    "in development",
    'new PrismaClient({ log: process.env.NODE_ENV === "development" ? ["query"] : [] })',
  ],
  [
    "not in production",
    'new PrismaClient({ log: env.NODE_ENV !== "production" ? ["query"] : ["error"] })',
  ],
  ["in production other things", 'new PrismaClient({ log: isProduction ? ["error"] : ["query"] })'],
  [
    "outside production, by a name that denies it",
    'new PrismaClient({ log: isNonProduction ? ["query"] : [] })',
  ],
  ["a spread list", 'new PrismaClient({ log: [...(isDev ? ["query"] : []), "error"] })'],
  ["by a switch", 'new PrismaClient({ log: process.env.DEBUG_SQL === "true" ? ["query"] : [] })'],
  ["a constant", 'const log = isDev() ? ["query"] : []; new PrismaClient({ log })'],
  ["an if around it", 'if (!isProd) { client = new PrismaClient({ log: ["query"] }) }'],
  ["the text of a query", 'prisma.$on("query", (e) => logger.debug(e.query, e.duration))'],
  [
    "how many parameters",
    'prisma.$on("query", (e) => logger.debug(JSON.parse(e.query), e.params.length))',
  ],
  ["masked parameters", 'prisma.$on("query", ({ params }) => logger.debug(redact(params)))'],
  [
    "parameters in development",
    'if (process.env.NODE_ENV === "development") prisma.$on("query", (e) => console.log(e.params))',
  ],
  ["parameters behind &&", 'isDev && prisma.$on("query", (e) => console.log(e))'],
  [
    "parameters after a return",
    'function f() { if (isProduction) return; prisma.$on("query", (e) => console.log(e)) }',
  ],
  ["another event", 'prisma.$on("info", (e) => console.log(e))'],
  ["an event that is measured", 'prisma.$on("query", (e) => metrics.observe(e.duration))'],
] as const;

const invalid = [
  [
    "queries",
    'new PrismaClient({ log: ["query", "error"] })',
    "printed",
    [26, 33],
    "leaveOut",
    'new PrismaClient({ log: ["error"] })',
  ],
  [
    "queries at the end",
    'new PrismaClient({ log: ["error", "query"] })',
    "printed",
    [35, 42],
    "leaveOut",
    'new PrismaClient({ log: ["error"] })',
  ],
  [
    "queries alone",
    'new PrismaClient({ log: ["query"] })',
    "printed",
    [26, 33],
    "leaveOut",
    "new PrismaClient({ log: [] })",
  ],
  [
    "a level for standard output",
    'new PrismaClient({ log: [{ emit: "stdout", level: "query" }] })',
    "printed",
    [26, 60],
    "leaveOut",
    "new PrismaClient({ log: [] })",
  ],
  [
    "a constant",
    'const levels = ["query", "warn"]; new PrismaClient({ log: levels })',
    "printed",
    [17, 24],
    "leaveOut",
    'const levels = ["warn"]; new PrismaClient({ log: levels })',
  ],
  [
    "in production",
    'new PrismaClient({ log: env.NODE_ENV === "production" ? ["query"] : [] })',
    "printed",
    [58, 65],
    "leaveOut",
    'new PrismaClient({ log: env.NODE_ENV === "production" ? [] : [] })',
  ],
  [
    "behind a test of something else",
    'new PrismaClient({ log: isReplica ? ["query"] : [] })',
    "printed",
    [38, 45],
    "leaveOut",
    "new PrismaClient({ log: isReplica ? [] : [] })",
  ],
  [
    "by the kind of a device",
    'new PrismaClient({ log: device ? ["query"] : [] })',
    "printed",
    [35, 42],
    "leaveOut",
    "new PrismaClient({ log: device ? [] : [] })",
  ],
  [
    "parameters",
    'prisma.$on("query", (e) => console.log(e.params))',
    "parameters",
    [40, 48],
    "redact",
    'prisma.$on("query", (e) => console.log("[redacted]"))',
  ],
  [
    "parameters in a template",
    'prisma.$on("query", async (e) => { logger.info(`with ${e.params}`) })',
    "parameters",
    [56, 64],
    "redact",
    'prisma.$on("query", async (e) => { logger.info(`with [redacted]`) })',
  ],
  [
    "parameters by their name",
    'prisma.$on("query", ({ query, params }) => logger.info({ query, params }))',
    "parameters",
    [65, 71],
    "redact",
    'prisma.$on("query", ({ query, params }) => logger.info({ query, params: "[redacted]" }))',
  ],
  [
    "an event",
    'prisma.$on("query", (e) => console.log(e))',
    "event",
    [40, 41],
    "queryAlone",
    'prisma.$on("query", (e) => console.log(e.query))',
  ],
  [
    "an event as text",
    'prisma.$on("query", function (e) { log(JSON.stringify(e)) })',
    "event",
    [55, 56],
    "queryAlone",
    'prisma.$on("query", function (e) { log(JSON.stringify(e.query)) })',
  ],
  [
    "in production alone",
    'if (isProduction) prisma.$on("query", (e) => console.log(e.params))',
    "parameters",
    [58, 66],
    "redact",
    'if (isProduction) prisma.$on("query", (e) => console.log("[redacted]"))',
  ],
] as const;

testOnCode("no-query-parameter-logging", rule, {
  valid: [
    ...valid.map(([name, code]) => ({ name, code })),
    { name: "a test", code: 'new PrismaClient({ log: ["query"] })', filename: "tests/client.ts" },
    {
      name: "a file that may",
      code: 'new PrismaClient({ log: ["query"] })',
      filename: "scripts/explain.ts",
      options: [{ allowIn: ["scripts/**"] }],
    },
  ],
  invalid: [
    ...invalid.map(([name, code, messageId, [column, endColumn], suggestion, output]) => ({
      name,
      code,
      errors: [
        {
          messageId,
          line: 1,
          column,
          endLine: 1,
          endColumn,
          suggestions: [{ messageId: suggestion, output }],
        },
      ],
    })),
    {
      name: "parameters that are parsed, which no other text could be",
      code: 'prisma.$on("query", (e) => console.log(JSON.parse(e.params)))',
      errors: [
        {
          messageId: "parameters",
          data: { text: "e.params" },
          line: 1,
          column: 51,
          endLine: 1,
          endColumn: 59,
        },
      ],
    },
    {
      name: "a spread event",
      code: 'prisma.$on("query", (event) => logger.info({ ...event }))',
      errors: [
        {
          messageId: "event",
          data: { text: "event" },
          line: 1,
          column: 49,
          endLine: 1,
          endColumn: 54,
        },
      ],
    },
  ],
});
