import rule from "../../../src/rules/client/no-phi-in-logs.ts";
import { testOnCode } from "../../rule-tester.ts";

const settings = { "prisma-sentinel": { schema: "tests/fixtures/client/practice.prisma" } };
const shop = { "prisma-sentinel": { schema: "tests/fixtures/client/shop.prisma" } };

const valid = [
  ["an id", "logger.info(`visit of ${patient.id}`)"],
  ["a state", "logger.info(patient.status)"],
  ["a negation", "logger.info({ hasSsn: !!patient.ssn, none: !patient.ssn })"],
  ["a test", 'logger.info(patient.ssn ? "known" : "unknown", patient.ssn === other)'],
  ["a length", "logger.info(patient.ssn.length, Boolean(patient.ssn))"],
  ["a mask", "logger.info(mask(patient.ssn), maskSsn(ssn), maskedSsn)"],
  ["a piece", 'logger.info(patient.ssn.slice(-4), token.substring(0, 2) + "…")'],
  ["a hash", "logger.info(hash(patient.email), emailHash)"],
  ["a masked name", "const ssn = redact(patient.ssn); logger.info(ssn)"],
  ["the columns' names", "logger.info(Object.keys(patient))"],
  ["a count", "const patients = await prisma.patient.findMany(); logger.info(patients.length)"],
  ["a count by the database", "logger.info(await prisma.patient.count())"],
  [
    "a kept count",
    "const totalPatients = await prisma.patient.count(); logger.info(totalPatients)",
  ],
  [
    "a count among rows",
    "const [rows, totalPatients] = await Promise.all([prisma.patient.findMany(), prisma.patient.count()]); logger.info(totalPatients)",
  ],
  [
    "counts of relations",
    "logger.info(clinic._count.patients, stats.patients, visitCounts.patient)",
  ],
  ["what is selected", "logger.info(await prisma.patient.findMany({ select: { id: true } }))"],
  [
    "what is left out",
    "const p = await prisma.patient.findFirst({ omit: { firstName: true, email: true, ssn: true, birthDate: true } }); logger.info(p)",
  ],
  ["a selection from elsewhere", "logger.info(await prisma.patient.findMany({ select }))"],
  ["arguments from elsewhere", "logger.info(await prisma.patient.findMany(args))"],
  ["a replacer", 'logger.info(JSON.stringify(patient, ["id"]))'],
  ["staff", "const user = await prisma.user.findFirst(); logger.info(user.email)"],
  ["somebody", "logger.info(email, input.firstName, data.phone)"],
  ["an error", "try { f() } catch (error) { logger.error(error) }"],
  ["a message of a form", "console.log(errors.password, form.errors.ssn)"],
  ["a constant", "console.log(TokenType.password, ERRORS.ssn, INVALID_PASSWORD)"],
  ["a time", "logger.info(user.passwordChangedAt, tokenExpiry, passwordResetAt)"],
  ["a switch", "logger.info({ hasPassword, isTokenValid })"],
  ["tokens of a language model", "logger.info(usage.totalTokens, tokens, promptTokens)"],
  ["a number", "function f(token: number, ssn: boolean) { logger.info(token, ssn) }"],
  ["a text in the source", 'const token = "none"; logger.info(token, "password", `ssn`)'],
  ["a message of the same name", "const visit = `at ${time}`; logger.info(visit)"],
  ["an imported name", 'import { password } from "./forms"; console.log(password)'],
  ["a function", "function password() {} console.log(password)"],
  ["no log", "store.info(patient.ssn); catalog.error(patient.ssn); Math.log(patient.ssn)"],
  [
    "services that keep what they are given",
    "auditLogService.log(patient.ssn); bloggerService.info(patient.ssn); foodLogService.log(patient.ssn)",
  ],
  ["a body of no route in particular", "function handle(req) { logger.info(req.body) }"],
  ["a client that is none", "const patient = new HttpClient(); logger.info(patient)"],
  [
    "an object with harmless properties",
    "const out = { ssn: !!patient.ssn }; logger.info(out.ssn)",
  ],
  ["the rest", "const { ssn, ...rest } = patient; logger.info(rest.status)"],
  ["a loop that leads to itself", "let a = b; let b = a; logger.info(a)"],
  [
    "what no field of a record bears out that is guessed from a name",
    "const visit = this.summarize(all); logger.info(visit.compromised, visit.inconclusive)",
  ],
  ["outside production", 'if (process.env.NODE_ENV !== "production") { console.log(patient.ssn) }'],
  ["in development", "isDev && console.log(patient); if (!isProd) console.log(ssn)"],
  ["in a test", 'if (config.get("NODE_ENV") === "test") console.log(patient.ssn)'],
  [
    "after a return for production",
    "function f() { if (env.isProduction) return; console.log(patient.ssn) }",
  ],
  [
    "what a patient is made from, without what tells of one",
    "const f = (dto: CreatePatientDto, room: CreateRoomDto) => log(dto.status, room.email, patientParams)",
  ],
  [
    "what is asked about a patient",
    "const f = (dto: VerifyPatientDto, visit: MoveVisitDto) => log(dto, visit.compromised, visit.room)",
  ],
  [
    "what users are made from",
    "const f = (dto: CreateUserDto, data: Prisma.UserCreateInput) => log(dto.email, data.name)",
  ],
  [
    "what users are looked for by",
    "async function f(email) { log(email); return prisma.user.findUnique({ where: { email } }) }",
  ],
  [
    "a text that is searched for anywhere",
    "async function f(text) { log(text); return prisma.patient.findMany({ where: { email: { contains: text } } }) }",
  ],
  [
    "what is written if something is there",
    "async function f(notify) { log(notify); return prisma.patient.update({ data: { ...(notify && { status }) } }) }",
  ],
  [
    "what is written to any record",
    "async function f(command) { log(command); return prisma.visit.create({ data: { chiefComplaint: command } }) }",
  ],
  [
    "a part that is written",
    "async function f(dto: { status: string }) { log(dto); return prisma.patient.update({ data: dto }) }",
  ],
  ["ids of templates", "logger.info(templateIds.otp)"],
  ["a list of selected columns", "const { id, status } = patient; logger.info({ id, status })"],
] as const;

/** A piece of code, what is reported of it, and the columns between which; suggestions as code. */
interface Case {
  name: string;
  code: string;
  messageId: "phi" | "record" | "credential";
  columns: [start: number, end: number];
  suggestion: { messageId: string; output: string } | null;
}

function phi(name: string, code: string, columns: [number, number], output: string): Case {
  return {
    name,
    code,
    messageId: "phi",
    columns,
    suggestion: { messageId: "redact", output },
  };
}

const invalid: Case[] = [
  phi("a member", "logger.info(patient.ssn)", [13, 24], 'logger.info("[redacted]")'),
  phi(
    "a template",
    "console.log(`Hello ${patient.firstName}!`)",
    [22, 39],
    "console.log(`Hello [redacted]!`)",
  ),
  phi(
    "a sum of texts",
    'console.warn("for " + patient!.ssn)',
    [23, 35],
    'console.warn("for " + "[redacted]")',
  ),
  phi(
    "an optional chain",
    "log.debug({ visitor: visit?.patient?.email })",
    [22, 43],
    'log.debug({ visitor: "[redacted]" })',
  ),
  phi(
    "a destructured name",
    "const { ssn } = patient; this.logger.log(ssn)",
    [42, 45],
    'const { ssn } = patient; this.logger.log("[redacted]")',
  ),
  phi(
    "a destructured name that only the model knows for PHI",
    "const { email: to } = await prisma.patient.findFirstOrThrow(); logger.info({ to })",
    [78, 80],
    'const { email: to } = await prisma.patient.findFirstOrThrow(); logger.info({ to: "[redacted]" })',
  ),
  phi(
    "a service that logs",
    'this.loggingService.info("Admitting", { email: patient.email })',
    [48, 61],
    'this.loggingService.info("Admitting", { email: "[redacted]" })',
  ),
  phi(
    "a logger that is a service",
    "appLoggerService.error(patient.ssn)",
    [24, 35],
    'appLoggerService.error("[redacted]")',
  ),
  phi(
    "a service of logs",
    "LogService.warn(patient.ssn)",
    [17, 28],
    'LogService.warn("[redacted]")',
  ),
  phi(
    "what is called logging",
    "this.logging.warn(patient.ssn)",
    [19, 30],
    'this.logging.warn("[redacted]")',
  ),
  phi(
    "what no column holds of a patient, who is one by any name",
    "logger.info(patient.fullName)",
    [13, 29],
    'logger.info("[redacted]")',
  ),
  phi(
    "a field of a record that is guessed from its name",
    "const visit = this.load(id); logger.info(visit.chiefComplaint)",
    [42, 62],
    'const visit = this.load(id); logger.info("[redacted]")',
  ),
  phi(
    "in production",
    'if (NODE_ENV === "production") log(patient.ssn)',
    [36, 47],
    'if (NODE_ENV === "production") log("[redacted]")',
  ),
  phi(
    "behind a test that is a patient's",
    'if (test && order.kind === "test" && testResult) log(patient.ssn)',
    [54, 65],
    'if (test && order.kind === "test" && testResult) log("[redacted]")',
  ),
  phi(
    "after a return that production is not the reason of",
    "function f() { if (product) return; log(patient.ssn) }",
    [41, 52],
    'function f() { if (product) return; log("[redacted]") }',
  ),
  phi(
    "what a patient is made from",
    "logger.info(createPatientDto.email, patientDto.status)",
    [13, 35],
    'logger.info("[redacted]", patientDto.status)',
  ),
  phi(
    "the payload of a patient",
    "logger.info(patientPayload.email, visitInput.room)",
    [13, 33],
    'logger.info("[redacted]", visitInput.room)',
  ),
  phi(
    "a request to make a patient",
    "logger.info(updatePatientRequest.ssn)",
    [13, 37],
    'logger.info("[redacted]")',
  ),
  phi(
    "the type of what a patient is made from",
    "const create = (dto: CreatePatientDto) => log(dto.email)",
    [47, 56],
    'const create = (dto: CreatePatientDto) => log("[redacted]")',
  ),
  phi(
    "the same in parts",
    "const update = (dto: Partial<UpdateVisitInput>) => log(dto.chiefComplaint)",
    [56, 74],
    'const update = (dto: Partial<UpdateVisitInput>) => log("[redacted]")',
  ),
  phi(
    "the generated type of what a patient is made from",
    "const create = (data: Prisma.PatientCreateInput) => log(data.email)",
    [57, 67],
    'const create = (data: Prisma.PatientCreateInput) => log("[redacted]")',
  ),
  phi(
    "the same without relations",
    "const create = (data: Prisma.PatientUncheckedUpdateManyInput) => log(data.email)",
    [70, 80],
    'const create = (data: Prisma.PatientUncheckedUpdateManyInput) => log("[redacted]")',
  ),
  phi(
    "what is written as a row",
    "async function f(dto) { await prisma.patient.create({ data: { ...dto, at } }); log(dto.email) }",
    [84, 93],
    'async function f(dto) { await prisma.patient.create({ data: { ...dto, at } }); log("[redacted]") }',
  ),
  phi(
    "what a row is looked for by",
    "async function f(email) { log(email); return prisma.patient.findUnique({ where: { email } }) }",
    [31, 36],
    'async function f(email) { log("[redacted]"); return prisma.patient.findUnique({ where: { email } }) }',
  ),
  phi(
    "what a row is looked for by under another name",
    "async function f(dto: AdmitDto) { const email = dto.email.trim(); await tx.patient.count({ where: { OR: [{ email }] } }); log(dto.email) }",
    [127, 136],
    'async function f(dto: AdmitDto) { const email = dto.email.trim(); await tx.patient.count({ where: { OR: [{ email }] } }); log("[redacted]") }',
  ),
  phi(
    "what is written to a column of another name",
    "async function f(why: string) { await prisma.visit.create({ data: { patient: { create: { email: why } } } }); log(why) }",
    [115, 118],
    'async function f(why: string) { await prisma.visit.create({ data: { patient: { create: { email: why } } } }); log("[redacted]") }',
  ),
  phi(
    "a name that says it by itself",
    "function f(ssn: string) { logger.info({ ssn }) }",
    [41, 44],
    'function f(ssn: string) { logger.info({ ssn: "[redacted]" }) }',
  ),
  phi(
    "a message put together before",
    "const message = `Seen ${patient.email}`; logger.info(message)",
    [54, 61],
    'const message = `Seen ${patient.email}`; logger.info("[redacted]")',
  ),
  phi(
    "a variable that is assigned later",
    'let text = ""; text = patient.ssn; logger.info(text)',
    [48, 52],
    'let text = ""; text = patient.ssn; logger.info("[redacted]")',
  ),
  phi(
    "a payload",
    "const payload = { to: patient.email }; logger.info(payload.to)",
    [52, 62],
    'const payload = { to: patient.email }; logger.info("[redacted]")',
  ),
  phi(
    "what a method passes on",
    "logger.info(patient.email.toLowerCase())",
    [13, 26],
    'logger.info("[redacted]")',
  ),
  phi("a fallback", 'logger.info(patient.ssn ?? "none")', [13, 24], 'logger.info("[redacted]")'),
  phi(
    "a list of values",
    "const list = await prisma.patient.findMany(); logger.info(list.map((one) => one.ssn).join())",
    [77, 84],
    'const list = await prisma.patient.findMany(); logger.info(list.map((one) => "[redacted]").join())',
  ),
  phi(
    "an element of a loop",
    "for (const one of await prisma.patient.findMany()) logger.info(one.email)",
    [64, 73],
    'for (const one of await prisma.patient.findMany()) logger.info("[redacted]")',
  ),
  phi(
    "a relation of a row",
    "const v = await tx.visit.findFirst({ include: { patient: true } }); logger.info(v.patient.ssn)",
    [81, 94],
    'const v = await tx.visit.findFirst({ include: { patient: true } }); logger.info("[redacted]")',
  ),
  phi(
    "several queries at once",
    "const [a, b] = await Promise.all([prisma.user.count(), prisma.visit.findFirst()]); logger.info(b.chiefComplaint)",
    [96, 112],
    'const [a, b] = await Promise.all([prisma.user.count(), prisma.visit.findFirst()]); logger.info("[redacted]")',
  ),
  phi(
    "a row that is assigned later",
    "let one; one = await prisma.patient.findFirst(); logger.info(one.email)",
    [62, 71],
    'let one; one = await prisma.patient.findFirst(); logger.info("[redacted]")',
  ),
  phi(
    "the type of a parameter",
    'import type { Patient } from "@prisma/client"; const f = (one: Patient | null) => log(one.email)',
    [87, 96],
    'import type { Patient } from "@prisma/client"; const f = (one: Patient | null) => log("[redacted]")',
  ),
  phi(
    "the body of a request about patients",
    'router.post("/patients", (req) => { const { email } = req.body; logger.info(email) })',
    [77, 82],
    'router.post("/patients", (req) => { const { email } = req.body; logger.info("[redacted]") })',
  ),
  phi(
    "a checked body",
    "async function createPatient(req) { const data = schema.parse(req.body); logger.info(data.email) }",
    [86, 96],
    'async function createPatient(req) { const data = schema.parse(req.body); logger.info("[redacted]") }',
  ),
  phi(
    "what a call gives, by its key",
    "logger.info({ patientName: fullName(patient) })",
    [28, 45],
    'logger.info({ patientName: "[redacted]" })',
  ),
  phi(
    "an error tracker",
    "Sentry.captureMessage(`no visit for ${patient.email}`)",
    [39, 52],
    "Sentry.captureMessage(`no visit for [redacted]`)",
  ),
  phi(
    "what goes with an exception",
    "Sentry.captureException(error, { extra: { ssn: patient.ssn } })",
    [48, 59],
    'Sentry.captureException(error, { extra: { ssn: "[redacted]" } })',
  ),
  phi(
    "a span",
    'span.setAttribute("patient", patient.email)',
    [30, 43],
    'span.setAttribute("patient", "[redacted]")',
  ),
  {
    name: "a row",
    code: "console.log(patient)",
    messageId: "record",
    columns: [13, 20],
    suggestion: { messageId: "useId", output: "console.log({ id: patient.id })" },
  },
  {
    name: "a row that is to be made",
    code: "const create = (dto: CreatePatientDto) => log(JSON.stringify(dto))",
    messageId: "record",
    columns: [62, 65],
    suggestion: {
      messageId: "redact",
      output: 'const create = (dto: CreatePatientDto) => log(JSON.stringify("[redacted]"))',
    },
  },
  {
    name: "a row that is made",
    code: "const create = (dto) => { log(dto); return prisma.patient.create({ data: dto }) }",
    messageId: "record",
    columns: [31, 34],
    suggestion: {
      messageId: "redact",
      output:
        'const create = (dto) => { log("[redacted]"); return prisma.patient.create({ data: dto }) }',
    },
  },
  {
    name: "a row as text",
    code: "const one = await prisma.patient.findFirst(); logger.info(JSON.stringify(one, null, 2))",
    messageId: "record",
    columns: [74, 77],
    suggestion: {
      messageId: "useId",
      output:
        "const one = await prisma.patient.findFirst(); logger.info(JSON.stringify({ id: one.id }, null, 2))",
    },
  },
  {
    name: "a spread row",
    code: "logger.info({ ...patient, at: now })",
    messageId: "record",
    columns: [18, 25],
    suggestion: { messageId: "useId", output: "logger.info({ id: patient.id, at: now })" },
  },
  {
    name: "rows",
    code: "const all = await prisma.patient.findMany(); logger.info(all)",
    messageId: "record",
    columns: [58, 61],
    suggestion: {
      messageId: "useCount",
      output: "const all = await prisma.patient.findMany(); logger.info(all.length)",
    },
  },
  {
    name: "rows without an id",
    code: "const one = await prisma.patient.findFirst({ select: { ssn: true } }); logger.info(one)",
    messageId: "record",
    columns: [84, 87],
    suggestion: {
      messageId: "redact",
      output:
        'const one = await prisma.patient.findFirst({ select: { ssn: true } }); logger.info("[redacted]")',
    },
  },
  {
    name: "a query",
    code: "console.log(await prisma.patient.findMany())",
    messageId: "record",
    columns: [19, 44],
    suggestion: { messageId: "redact", output: 'console.log("[redacted]")' },
  },
  {
    name: "a row with a hash of a password",
    code: "const user = await prisma.user.findFirst(); console.log(user)",
    messageId: "record",
    columns: [57, 61],
    suggestion: {
      messageId: "useId",
      output: "const user = await prisma.user.findFirst(); console.log({ id: user.id })",
    },
  },
  {
    name: "a password",
    code: "console.log(req.body.password)",
    messageId: "credential",
    columns: [13, 30],
    suggestion: { messageId: "redact", output: 'console.log("[redacted]")' },
  },
  {
    name: "a variable of the environment",
    code: "console.log(process.env.JWT_SECRET)",
    messageId: "credential",
    columns: [13, 35],
    suggestion: { messageId: "redact", output: 'console.log("[redacted]")' },
  },
  {
    name: "a made password",
    code: "const password = generate(); console.log(`password is ${password}`)",
    messageId: "credential",
    columns: [57, 65],
    suggestion: {
      messageId: "redact",
      output: "const password = generate(); console.log(`password is [redacted]`)",
    },
  },
];

testOnCode("no-phi-in-logs", rule, {
  valid: [
    ...valid.map(([name, code]) => ({ name, code, settings })),
    {
      name: "a schema without patients",
      code: "console.log(user.ssn, user.birthDate, dateOfBirth, patient.diagnosis, patient)",
      settings: shop,
    },
    { name: "a test", code: "console.log(patient.ssn)", filename: "src/a.test.ts", settings },
    {
      name: "a file that may",
      code: "console.log(patient.ssn)",
      filename: "src/debug/print.ts",
      options: [{ allowIn: ["src/debug/**"] }],
      settings,
    },
  ],
  invalid: [
    ...invalid.map(({ name, code, messageId, columns: [column, endColumn], suggestion }) => ({
      name,
      code,
      settings,
      errors: [
        {
          messageId,
          line: 1,
          column,
          endLine: 1,
          endColumn,
          suggestions: suggestion ? [suggestion] : [],
        },
      ],
    })),
    {
      name: "a schema without patients, a secret",
      code: "logger.info(apiKey)",
      settings: shop,
      errors: [
        {
          messageId: "credential",
          data: { what: "apiKey", reason: "names a credential", sink: "logger.info" },
          line: 1,
          column: 13,
          endLine: 1,
          endColumn: 19,
          suggestions: [{ messageId: "redact", output: 'logger.info("[redacted]")' }],
        },
      ],
    },
    {
      name: "a further logger, and a redactor",
      code: "audit.info(patient.ssn); trail(patient.ssn)",
      settings,
      options: [{ loggers: ["audit", "tra*"], redactor: "mask" }],
      errors: [
        {
          messageId: "phi",
          line: 1,
          column: 12,
          endLine: 1,
          endColumn: 23,
          suggestions: [
            {
              messageId: "passThrough",
              output: "audit.info(mask(patient.ssn)); trail(patient.ssn)",
            },
          ],
        },
        {
          messageId: "phi",
          line: 1,
          column: 32,
          endLine: 1,
          endColumn: 43,
          suggestions: [
            {
              messageId: "passThrough",
              output: "audit.info(patient.ssn); trail(mask(patient.ssn))",
            },
          ],
        },
      ],
    },
    {
      name: "what the message says of a value that is put together before",
      code: "const text = `${patient.ssn} ${patient.email}`; logger.info(text)",
      settings,
      errors: [
        {
          messageId: "phi",
          data: {
            what: "text: patient.ssn, …",
            reason: "names a government identifier on a patient model",
            sink: "logger.info",
          },
          line: 1,
          column: 61,
          endLine: 1,
          endColumn: 65,
          suggestions: [
            {
              messageId: "redact",
              output: 'const text = `${patient.ssn} ${patient.email}`; logger.info("[redacted]")',
            },
          ],
        },
      ],
    },
    {
      name: "what the message says",
      code: "logger.info(patient.ssn, patient)",
      settings,
      errors: [
        {
          messageId: "phi",
          data: {
            what: "patient.ssn",
            reason: "names a government identifier on a patient model",
            sink: "logger.info",
          },
          line: 1,
          column: 13,
          endLine: 1,
          endColumn: 24,
          suggestions: [{ messageId: "redact", output: 'logger.info("[redacted]", patient)' }],
        },
        {
          messageId: "record",
          data: {
            what: "patient",
            model: "Patient",
            sink: "logger.info",
            columns: "firstName, email, ssn and 1 more",
          },
          line: 1,
          column: 26,
          endLine: 1,
          endColumn: 33,
          suggestions: [
            { messageId: "useId", output: "logger.info(patient.ssn, { id: patient.id })" },
          ],
        },
      ],
    },
  ],
});
