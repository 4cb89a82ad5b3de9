import rule from "../../../src/rules/client/no-plaintext-password-write.ts";
import { testOnCode } from "../../rule-tester.ts";

const settings = { "prisma-sentinel": { schema: "tests/fixtures/client/shop.prisma" } };

const valid = [
  [
    "a hash",
    "prisma.account.create({ data: { userId, password: await hash(req.body.password) } })",
  ],
  ["a hashed name", "prisma.account.create({ data: { userId, password: hashedPassword } })"],
  [
    "a name that is given a hash",
    "const password = await hash(body.password); prisma.account.create({ data: { password } })",
  ],
  [
    "a parameter that is hashed first",
    "async function f(password) { password = await hash(password); await prisma.account.update({ where, data: { password } }) }",
  ],
  [
    "a member that is hashed first",
    "async function f(dto) { dto.password = await hash(dto.password); await prisma.account.create({ data: { password: dto.password } }) }",
  ],
  [
    "a parameter that a caller may have hashed",
    "const f = (password, data) => { prisma.account.create({ data: { password } }); prisma.account.create({ data: { password: data.password } }) }",
  ],
  [
    "what is taken out of such a parameter",
    "const f = (data) => { const { password } = data; return prisma.account.create({ data: { password } }) }",
  ],
  [
    "a parameter that says it",
    "const f = (passwordHash) => prisma.account.create({ data: { password: passwordHash } })",
  ],
  [
    "an input that says it",
    "const f = (input) => prisma.account.create({ data: { password: input.passwordHash } })",
  ],
  ["a row that is copied", "prisma.account.create({ data: { password: existing.password } })"],
  [
    "no password",
    'prisma.account.create({ data: { userId: "1", password: null } }); prisma.account.update({ where, data: { password: "" } })',
  ],
  [
    "a hash in the source",
    'prisma.account.create({ data: { password: "$2b$10$abcdefghijklmnopqrstuv" } })',
  ],
  ["a condition on it", "prisma.account.findFirst({ where: { password: req.body.password } })"],
  ["another field", "prisma.user.create({ data: { email: req.body.password } })"],
  ["another model", "prisma.order.create({ data: req.body })"],
  [
    "a body without its password",
    "prisma.account.create({ data: { ...req.body, password: await hash(req.body.password) } })",
  ],
  ["what a schema lets through", "prisma.account.create({ data: schema.parse(req.body) })"],
  ["no client", "users.account.create({ data: { password: req.body.password } })"],
  [
    "an extension that takes over",
    "const db = base.$extends({ query: { account: { create({ args, query }) { return query(hashed(args)) } } } }); db.account.create({ data: { password: req.body.password } })",
  ],
  [
    "a password that is replaced by its hash",
    "const data = { password: dto.password }; data.password = await hash(dto.password); prisma.account.create({ data })",
  ],
  [
    "a body whose password is replaced by its hash",
    "const data = { ...req.body }; data.password = await hash(data.password); prisma.account.create({ data })",
  ],
  [
    "a spread whose password is replaced",
    "const typed = { password: dto.password }; prisma.account.create({ data: { ...typed, password: digest } })",
  ],
  [
    "a hash on a condition",
    "prisma.account.update({ where, data: { ...(dto.password && { password: await hash(dto.password) }) } })",
  ],
  ["names that go round", "let a = b; let b = a; prisma.account.create({ data: { password: a } })"],
] as const;

const invalid = [
  [
    "a body",
    "prisma.account.create({ data: { password: req.body.password } })",
    "req.body.password",
    [43, 60],
    "Account.password",
  ],
  [
    "a column for a hash",
    "prisma.user.update({ where, data: { passwordHash: input.password } })",
    "input.password",
    [51, 65],
    "User.passwordHash",
  ],
  [
    "a name taken out of a body",
    "const { password } = await req.json(); prisma.account.create({ data: { password } })",
    "password",
    [72, 80],
    "Account.password",
  ],
  [
    "a name for it",
    "const plain = req.body.password; prisma.account.create({ data: { password: plain } })",
    "plain",
    [76, 81],
    "Account.password",
  ],
  [
    "a checked body",
    "const { password } = schema.parse(req.body); prisma.account.create({ data: { password } })",
    "password",
    [78, 86],
    "Account.password",
  ],
  [
    "a body by another name",
    "const data = await req.json(); prisma.account.create({ data: { password: data.password } })",
    "data.password",
    [74, 87],
    "Account.password",
  ],
  [
    "a checked body under data",
    "const result = schema.safeParse(req.body); prisma.account.create({ data: { password: result.data.password } })",
    "result.data.password",
    [86, 106],
    "Account.password",
  ],
  [
    "the input of a procedure",
    "procedure.mutation(({ input }) => prisma.account.create({ data: { password: input.password } }))",
    "input.password",
    [77, 91],
    "Account.password",
  ],
  [
    "a form",
    'prisma.account.create({ data: { password: String(formData.get("password")) } })',
    'String(formData.get("password"))',
    [43, 75],
    "Account.password",
  ],
  [
    "a text in the source",
    'prisma.account.create({ data: { password: "changeme" } })',
    '"changeme"',
    [43, 53],
    "Account.password",
  ],
  [
    "what is only trimmed",
    "prisma.account.create({ data: { password: body.password.trim() } })",
    "body.password.trim()",
    [43, 63],
    "Account.password",
  ],
  [
    "a hash sometimes",
    "prisma.account.create({ data: { password: isHashed ? digest : dto.password } })",
    "isHashed ? digest : dto.password",
    [43, 75],
    "Account.password",
  ],
  [
    "a set",
    "prisma.account.update({ where, data: { password: { set: dto.password } } })",
    "dto.password",
    [57, 69],
    "Account.password",
  ],
  [
    "an upsert",
    "prisma.account.upsert({ where, create: {}, update: { password: dto.password } })",
    "dto.password",
    [64, 76],
    "Account.password",
  ],
  [
    "many",
    "tx.account.createMany({ data: [{ userId, password: dto.password }] })",
    "dto.password",
    [52, 64],
    "Account.password",
  ],
  [
    "a nested write",
    "prisma.user.create({ data: { email, accounts: { create: { password: dto.password } } } })",
    "dto.password",
    [69, 81],
    "Account.password",
  ],
  [
    "nested many",
    "prisma.user.update({ where, data: { accounts: { createMany: { data: [{ password: dto.password }] } } } })",
    "dto.password",
    [82, 94],
    "Account.password",
  ],
  [
    "brought by a condition",
    "prisma.account.update({ where, data: { ...(body.password && { password: body.password }) } })",
    "body.password",
    [73, 86],
    "Account.password",
  ],
  [
    "assigned to the data",
    "const data = { userId }; if (dto.password) data.password = dto.password; prisma.account.update({ where, data })",
    "dto.password",
    [60, 72],
    "Account.password",
  ],
  [
    "a nested write on a condition",
    "prisma.user.update({ where, data: { accounts: x ? { create: { password: dto.password } } : undefined } })",
    "dto.password",
    [73, 85],
    "Account.password",
  ],
] as const;

const bodies = [
  ["a whole body", "prisma.account.create({ data: req.body })", [31, 39]],
  ["a whole body, spread", "prisma.account.create({ data: { ...req.body, userId } })", [36, 44]],
  [
    "a whole body by name",
    "const body = await request.json(); prisma.account.create({ data: body })",
    [66, 70],
  ],
] as const;

testOnCode("no-plaintext-password-write", rule, {
  valid: [
    ...valid.map(([name, code]) => ({ name, code, settings })),
    {
      name: "a seed",
      code: 'prisma.account.create({ data: { password: "changeme" } })',
      filename: "prisma/seed.ts",
      settings,
    },
    {
      name: "a file that may",
      code: 'prisma.account.create({ data: { password: "changeme" } })',
      filename: "scripts/demo.ts",
      options: [{ allowIn: ["scripts/**"] }],
      settings,
    },
    {
      name: "no schema",
      code: "prisma.account.create({ data: { password: req.body.password } })",
      settings: { "prisma-sentinel": { schema: "tests/fixtures/client/none.prisma" } },
    },
  ],
  invalid: [
    ...invalid.map(([name, code, value, [column, endColumn], path]) => {
      const [model, field] = path.split(".");
      return {
        name,
        code,
        settings,
        errors: [
          {
            messageId: "plain",
            data: { value, model, field },
            line: 1,
            column,
            endLine: 1,
            endColumn,
          },
        ],
      };
    }),
    ...bodies.map(([name, code, [column, endColumn]]) => ({
      name,
      code,
      settings,
      errors: [
        {
          messageId: "wholeBody",
          data: { model: "Account", field: "password" },
          line: 1,
          column,
          endLine: 1,
          endColumn,
        },
      ],
    })),
  ],
});
