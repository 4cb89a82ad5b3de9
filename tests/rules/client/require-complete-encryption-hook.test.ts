import { join } from "node:path";

import rule from "../../../src/rules/client/require-complete-encryption-hook.ts";
import { testOnCode } from "../../rule-tester.ts";
import { makeProject } from "../../support/temporary-project.ts";

const folder = makeProject({ "package.json": "{}" });

function settingsOf(prismaVersion?: string) {
  return { "prisma-sentinel": { root: folder, ...(prismaVersion && { prismaVersion }) } };
}

/** A case whose Prisma has every operation. */
function on(code: string, prismaVersion = "7.0.0") {
  return { code, filename: join(folder, "src/client.ts"), settings: settingsOf(prismaVersion) };
}

/** Handlers that encrypt, by their names. */
function handlers(...names: string[]): string {
  return names
    .map(
      (name) =>
        `async ${name}({ args, query }) { args.data = encrypt(args.data); return query(args); }`,
    )
    .join(", ");
}

const EVERY = [
  "create",
  "createMany",
  "createManyAndReturn",
  "update",
  "updateMany",
  "updateManyAndReturn",
  "upsert",
];

function extension(query: string): string {
  return `export const prisma = base.$extends({ query: ${query} });`;
}

/** \`$allOperations\` with a body. */
function all(body: string): string {
  return extension(
    `{ $allModels: { async $allOperations({ model, operation, args, query }) { ${body} } } }`,
  );
}

function middleware(body: string): string {
  return `export const hook = async (params: Params, next) => { ${body} return next(params); };`;
}

testOnCode("require-complete-encryption-hook", rule, {
  valid: [
    on(extension(`{ patient: { ${handlers(...EVERY)} } }`)),
    on(extension(`{ $allModels: { ${handlers(...EVERY)} } }`)),
    on(all("return query(encryptFields(model, args));")),
    on(all("const safe = await encryptFields(model, args); return decrypt(await query(safe));")),
    on(all("if (model) { args = encryptFields(model, args); } return query(args);")),
    on(
      all(
        "if (/create|update|upsert/.test(operation)) { args = encryptFields(args); } return query(args);",
      ),
    ),
    on(
      all(
        "if (operation.startsWith('create') || operation.includes('update') || operation === 'upsert') args = encryptFields(args); return query(args);",
      ),
    ),
    on(
      all(
        `const WRITES = ${JSON.stringify(EVERY)}; if (!WRITES.includes(operation)) return query(args); return query(encryptFields(args));`,
      ),
    ),
    on(all("if (isWrite(operation)) args = encryptFields(args); return query(args);")),
    on(
      all(
        "if (args.data) args.data = encrypt(args.data); if (args.create) { args.create = encrypt(args.create); args.update = encrypt(args.update); } return query(args);",
      ),
    ),
    on(
      all(
        "if ('data' in args) args.data = encrypt(args.data); else if ('create' in args) args.create = encrypt(args.create); return query(args);",
      ),
    ),
    on(
      all(
        "switch (operation) { case 'findMany': return query(args); default: return query(encryptFields(args)); }",
      ),
    ),
    on(all("return query(WRITES[operation] ? encryptFields(args) : args);")),
    {
      ...on(
        extension(
          `{ patient: { ${handlers("create", "update", "updateMany", "upsert", "createMany")} } }`,
        ),
        "5.13.0",
      ),
      name: "before createManyAndReturn",
    },
    {
      ...on(
        extension(
          `{ patient: { ${handlers("create", "update", "updateMany", "upsert", "createMany", "createManyAndReturn")} } }`,
        ),
        "6.1.4",
      ),
      name: "before updateManyAndReturn",
    },
    {
      ...on(
        extension(
          `{ patient: { ${handlers("create", "update", "updateMany", "upsert", "createMany")} } }`,
        ),
      ),
      name: "a version that nobody knows",
      settings: settingsOf(),
    },
    on(
      extension(
        `{ patient: { ${handlers("create", "update")} }, $allModels: { ${handlers(...EVERY)} } }`,
      ),
    ),
    on(
      extension(
        `{ patient: { ${handlers("create")} }, $allOperations({ args, query }) { return query(encryptFields(args)); } }`,
      ),
    ),
    on(`${extension(`{ patient: { ${handlers("create", "update", "upsert")}, createMany({ query }) { throw new Error("one by one"); }, updateMany({ args, query }) { return query(args); }, createManyAndReturn: refuse, updateManyAndReturn: refuse } }`)}
function refuse({ query }) { throw new Error("none of these"); }`),
    on(
      extension(
        "{ patient: { async findMany({ args, query }) { return decrypt(await query(args)); } } }",
      ),
    ),
    on(
      extension(
        "{ patient: { async create({ args, query }) { return decrypt(await query(args)); } } }",
      ),
    ),
    on(
      extension(
        "{ patient: { async create({ args, query }) { if (isEncrypted(args.data)) log(); return query(args); } } }",
      ),
    ),
    on(
      extension(
        "{ patient: { async create({ args, query }) { audit(args, encryptionKey); return query(args); } } }",
      ),
    ),
    on(
      "export const service = { create(data) { return encrypt(data); }, update(data) { return encrypt(data); } };",
    ),
    on(
      "export const prisma = base.$extends({ model: { patient: { create(data) { return encrypt(data); } } } });",
    ),
    on(middleware("if (params.model) params.args = encryptFields(params.model, params.args);")),
    on(middleware("log(params.action);")),
    on("export const handle = (request, next) => { encrypt(request.action); };"),
    on("app.use((params, next) => { params.body = encrypt(params.body); next(params); });"),
  ],
  invalid: [
    {
      ...on(extension(`{ patient: { ${handlers("create", "update")} } }`)),
      name: "a model",
      errors: [
        {
          messageId: "incomplete",
          data: {
            encrypted: "'create' and 'update'",
            missing:
              "'createMany', 'createManyAndReturn', 'updateMany', 'updateManyAndReturn' and 'upsert'",
          },
          line: 1,
          column: 48,
          endLine: 1,
          endColumn: 55,
        },
      ],
    },
    {
      ...on(
        extension(`{ $allModels: { ${handlers(...EVERY.filter((name) => name !== "upsert"))} } }`),
        "6.2.0",
      ),
      name: "one that is forgotten",
      errors: [
        {
          messageId: "incomplete",
          data: {
            encrypted:
              "'create', 'createMany', 'createManyAndReturn', 'update', 'updateMany' and 'updateManyAndReturn'",
            missing: "'upsert'",
          },
          line: 1,
          column: 48,
          endLine: 1,
          endColumn: 58,
        },
      ],
    },
    {
      ...on(
        `function hooks(fields) {
  const query = {};
  query.patient = {
    async create({ args, query }) { encryptData(args.data, fields); return query(args); },
    update: (params) => params.query(wrap(params.args)),
    createMany: rewrite,
    updateMany: rewrite,
  };
  return query;
}
function wrap(args) { return { ...args, data: seal(args.data) }; }
const seal = (data) => encryptFields(data);
async function rewrite({ args, query }) { args.data = args.data.map(encryptRow); return query(args); }`,
        "5.13.1",
      ),
      name: "an object of its own, and functions of the module",
      errors: [
        {
          messageId: "incomplete",
          data: {
            encrypted: "'create', 'createMany', 'update' and 'updateMany'",
            missing: "'upsert'",
          },
          line: 4,
          column: 11,
          endLine: 4,
          endColumn: 17,
        },
      ],
    },
    ...[
      "if (operation === 'create' || operation === 'update') args.data = encrypt(args.data); return query(args);",
      "if (['create', 'update'].includes(operation)) args.data = encrypt(args.data); return query(args);",
      "const writes = new Set(['create', 'update']); if (!writes.has(operation)) return query(args); return query(encrypt(args));",
      "switch (operation) { case 'create': case 'update': args.data = encrypt(args.data); break; case 'upsert': break; } return query(args);",
      "const isWrite = operation === 'create' || operation == 'update'; return query(isWrite ? encrypt(args) : args);",
      "const isRead = operation !== 'create' && operation !== 'update'; if (isRead) { return query(args); } else { args = encrypt(args); } return query(args);",
      "(operation === 'create' || operation === 'update') && encryptFields(args); return query(args);",
    ].map((body) => ({
      ...on(all(body), "5.0.0"),
      name: body,
      errors: [
        {
          messageId: "incomplete" as const,
          data: {
            encrypted: "'create' and 'update'",
            missing: "'createMany', 'updateMany' and 'upsert'",
          },
          line: 1,
          column: 68,
          endLine: 1,
          endColumn: 82,
        },
      ],
    })),
    ...[
      "if (args.data) { args.data = encrypt(args.data); } return query(args);",
      "if (args?.data && model) args.data = encrypt(args.data); return query(args);",
      "if (!('data' in args)) return query(args); return query(encrypt(args));",
      "return query({ ...args, data: encrypt(args.data) });",
    ].map((body) => ({
      ...on(all(body), "5.0.0"),
      name: `upsert has no data: ${body}`,
      errors: [
        {
          messageId: "incomplete" as const,
          data: {
            encrypted: "'create', 'createMany', 'update' and 'updateMany'",
            missing: "'upsert'",
          },
          line: 1,
          column: 68,
          endLine: 1,
          endColumn: 82,
        },
      ],
    })),
    {
      ...on(
        middleware(`if (!FIELDS[params.model]) return next(params);
if (params.action === 'create' || params.action === 'update' || params.action === 'upsert') {
  if (params.args.data) params.args.data = encryptFields(params.model, params.args.data);
}
if (params.action === 'updateMany' && params.args.data) params.args.data = encryptFields(params.model, params.args.data);`),
        "5.22.0",
      ),
      name: "a middleware",
      errors: [
        {
          messageId: "incomplete",
          data: {
            encrypted: "'create', 'update' and 'updateMany'",
            missing: "'createMany', 'createManyAndReturn' and 'upsert'",
          },
          line: 1,
          column: 28,
          endLine: 1,
          endColumn: 34,
        },
      ],
    },
    {
      ...on(
        "export default function (params, next) { if (params.action === 'create') params.args.data = cipher.encrypt(params.args.data); return next(params); }",
        "5.0.0",
      ),
      name: "a middleware as a function",
      errors: [{ messageId: "incomplete", line: 1, column: 26, endLine: 1, endColumn: 32 }],
    },
  ],
});
