import rule from "../../../src/rules/client/no-phi-in-errors.ts";
import { testOnCode } from "../../rule-tester.ts";

const settings = { "prisma-sentinel": { schema: "tests/fixtures/client/practice.prisma" } };
const shop = { "prisma-sentinel": { schema: "tests/fixtures/client/shop.prisma" } };

const valid = [
  ["an id", "throw new Error(`no patient ${patient.id}`)"],
  ["what is missing", 'throw new Error("no ssn", { cause: patient.ssn })'],
  ["a mask", "throw new Error(`no patient ${mask(patient.ssn)}`)"],
  ["an error that is handed on", "throw error; throw wrap(patient)"],
  ["the answer itself", "res.json({ firstName: patient.firstName, message: patient.firstName })"],
  ["the answer, with its status", "res.status(200).json({ message: patient.email })"],
  [
    "an error without a value",
    'res.status(404).json({ error: "no such patient", id: patient.id })',
  ],
  ["data beside an error", "res.status(409).json({ error: code, existing: patient.firstName })"],
  ["a token of a grammar", "throw new SyntaxError(`unexpected ${token}`)"],
  ["an e-mail of a user", "throw new Error(`no user ${user.email}`)"],
  ["no error", "new Report(patient.ssn); stream.send(patient.ssn)"],
] as const;

const invalid = [
  [
    "an error",
    "throw new Error(`ssn ${patient.ssn} is taken`)",
    "new Error",
    [24, 35],
    "throw new Error(`ssn [redacted] is taken`)",
  ],
  [
    "an exception of a framework",
    'throw new NotFoundException("none: " + patient.email)',
    "new NotFoundException",
    [40, 53],
    'throw new NotFoundException("none: " + "[redacted]")',
  ],
  [
    "the message of an object",
    'new TRPCError({ code: "CONFLICT", message: patient.email })',
    "new TRPCError",
    [44, 57],
    'new TRPCError({ code: "CONFLICT", message: "[redacted]" })',
  ],
  [
    "a text that is thrown",
    "throw `no ${patient.email}`",
    "throw",
    [13, 26],
    "throw `no [redacted]`",
  ],
  [
    "a function that makes errors",
    "throw createError(404, patient.email)",
    "createError",
    [24, 37],
    'throw createError(404, "[redacted]")',
  ],
  [
    "Boom",
    "throw Boom.conflict(patient.email)",
    "Boom.conflict",
    [21, 34],
    'throw Boom.conflict("[redacted]")',
  ],
  [
    "the error of a response",
    "res.status(404).json({ error: `no ${patient.email}` })",
    "res.json",
    [37, 50],
    "res.status(404).json({ error: `no [redacted]` })",
  ],
  [
    "the message of a response with a status",
    "reply.code(409).send({ message: patient.email })",
    "reply.send",
    [33, 46],
    'reply.code(409).send({ message: "[redacted]" })',
  ],
  [
    "the message of a response that failed",
    "res.json({ success: false, message: patient.email })",
    "res.json",
    [37, 50],
    'res.json({ success: false, message: "[redacted]" })',
  ],
  [
    "a text for a body",
    "res.status(400).send(`taken: ${patient.email}`)",
    "res.send",
    [32, 45],
    "res.status(400).send(`taken: [redacted]`)",
  ],
  [
    "a status beside the body",
    "NextResponse.json({ error: patient.email }, { status: 400 })",
    "NextResponse.json",
    [28, 41],
    'NextResponse.json({ error: "[redacted]" }, { status: 400 })',
  ],
  [
    "a status as a number beside the body",
    "c.json({ detail: patient.email }, 400)",
    "c.json",
    [18, 31],
    'c.json({ detail: "[redacted]" }, 400)',
  ],
] as const;

testOnCode("no-phi-in-errors", rule, {
  valid: [
    ...valid.map(([name, code]) => ({ name, code, settings })),
    { name: "no patients", code: "throw new Error(patient.ssn)", settings: shop },
    {
      name: "a file that may",
      code: "throw new Error(patient.ssn)",
      filename: "src/cli/import.ts",
      options: [{ allowIn: ["src/cli/**"] }],
      settings,
    },
  ],
  invalid: [
    ...invalid.map(([name, code, sink, [column, endColumn], output]) => ({
      name,
      code,
      settings,
      errors: [
        {
          messageId: "phi",
          data: {
            what: code.includes("ssn") ? "patient.ssn" : "patient.email",
            reason: code.includes("ssn")
              ? "names a government identifier on a patient model"
              : "names an e-mail address on a patient model",
            sink,
          },
          line: 1,
          column,
          endLine: 1,
          endColumn,
          suggestions: [{ messageId: "redact", output }],
        },
      ],
    })),
    {
      name: "a password, without patients",
      code: "throw new Error(`wrong password ${password}`)",
      settings: shop,
      options: [{ redactor: "mask" }],
      errors: [
        {
          messageId: "credential",
          data: { what: "password", reason: "names a credential", sink: "new Error" },
          line: 1,
          column: 35,
          endLine: 1,
          endColumn: 43,
          suggestions: [
            {
              messageId: "passThrough",
              output: "throw new Error(`wrong password ${mask(password)}`)",
            },
          ],
        },
      ],
    },
    {
      name: "a whole row",
      code: "throw new AppError(400, JSON.stringify(patient))",
      settings,
      errors: [
        {
          messageId: "record",
          line: 1,
          column: 40,
          endLine: 1,
          endColumn: 47,
          suggestions: [
            {
              messageId: "useId",
              output: "throw new AppError(400, JSON.stringify({ id: patient.id }))",
            },
          ],
        },
      ],
    },
  ],
});
