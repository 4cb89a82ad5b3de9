// Inputs of the benchmarks, the same on every machine: a schema of any number of models as a large product grows it,
// and migrations as `prisma migrate dev` writes them.

/** A small generator of pseudo-random numbers (mulberry32), so that a run can be repeated. */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function picker(seed) {
  const random = randomFrom(seed);
  return {
    chance: (share) => random() < share,
    below: (limit) => Math.floor(random() * limit),
    of: (list) => list[Math.floor(random() * list.length)],
  };
}

const SUBJECTS = ["Patient", "Invoice", "Visit", "Order", "Lab", "Staff", "Room", "Claim", "Plan"];
const ASPECTS = ["", "Note", "Item", "Event", "Contact", "Result", "Label", "Setting", "Document"];

function modelName(index) {
  const subject = SUBJECTS[index % SUBJECTS.length];
  const aspect = ASPECTS[Math.floor(index / SUBJECTS.length) % ASPECTS.length];
  // The first of each pair has the plain name: `Patient`, `PatientNote`.
  const repetition = Math.floor(index / (SUBJECTS.length * ASPECTS.length));
  return `${subject}${aspect}${repetition === 0 ? "" : repetition + 1}`;
}

const SCALARS = [
  ["title", "String", ""],
  ["email", "String?", ""],
  ["firstName", "String", "@db.VarChar(100)"],
  ["amount", "Decimal", "@db.Decimal(12, 2)"],
  ["quantity", "Int", "@default(0)"],
  ["isActive", "Boolean", "@default(true)"],
  ["startsAt", "DateTime", "@db.Timestamptz(3)"],
  ["endedAt", "DateTime?", ""],
  ["payload", "Json?", ""],
  ["tags", "String[]", "@default([])"],
  ["externalId", "String?", "@unique"],
  ["phone", "String?", '@map("phone_number")'],
];

function line(name, type, attributes) {
  return `  ${name.padEnd(12)} ${type.padEnd(20)} ${attributes}`.trimEnd();
}

const UUID_ID = { type: "String", native: "@db.Uuid", attributes: "@id @default(uuid()) @db.Uuid" };
const OTHER_IDS = [
  { type: "String", native: "", attributes: "@id @default(cuid())" },
  { type: "Int", native: "", attributes: "@id @default(autoincrement())" },
];

/** The text of a schema with `count` models, each with some ten fields and up to two relations. */
export function generateSchema(count, seed = 1) {
  const pick = picker(seed);
  const models = Array.from({ length: count }, (_, index) => ({
    name: modelName(index),
    id: pick.chance(0.8) ? UUID_ID : pick.of(OTHER_IDS),
    lines: [],
    blockAttributes: [],
  }));
  models.forEach((model, index) => {
    model.lines.push(line("id", model.id.type, model.id.attributes));
    for (const [name, type, attributes] of SCALARS) {
      if (!pick.chance(0.5)) continue;
      if (pick.chance(0.1)) model.lines.push(`  /// What the form calls ${name}.`);
      model.lines.push(line(name, type, attributes));
    }
    if (index > 0 && pick.chance(0.7)) relate(model, models[pick.below(index)], pick);
    if (pick.chance(0.85)) {
      model.lines.push(line("createdAt", "DateTime", "@default(now()) @db.Timestamptz(3)"));
      model.lines.push(line("updatedAt", "DateTime", "@updatedAt @db.Timestamptz(3)"));
    }
    if (pick.chance(0.6)) model.lines.push(line("deletedAt", "DateTime?", "@db.Timestamptz(3)"));
  });
  return [
    'datasource db {\n  provider = "postgresql"\n}\n',
    'generator client {\n  provider = "prisma-client"\n  output   = "../generated"\n}\n',
    ...models.map(modelText),
  ].join("\n");
}

function relate(model, parent, pick) {
  const key = `${parent.name[0].toLowerCase()}${parent.name.slice(1)}Id`;
  const optional = pick.chance(0.8) ? "" : "?";
  model.lines.push(line(key, parent.id.type + optional, parent.id.native));
  model.lines.push(
    line(key.slice(0, -2), parent.name + optional, `@relation(fields: [${key}], references: [id])`),
  );
  parent.lines.push(line(`${model.name}s`, `${model.name}[]`, ""));
  if (pick.chance(0.7)) model.blockAttributes.push(`  @@index([${key}])`);
}

function modelText({ name, lines, blockAttributes }) {
  return `model ${name} {\n${[...lines, "", ...blockAttributes, `  @@map("${name}s")`].join("\n")}\n}\n`;
}

// ---- a schema that keeps its conventions -------------------------------------------------------------------

const GOODS = [
  "Product",
  "Order",
  "Shelf",
  "Parcel",
  "Supplier",
  "Catalogue",
  "Depot",
  "Price",
  "Batch",
];
const PARTS = ["", "Label", "Item", "Setting", "Zone", "Photo", "Rating", "Offer", "Bundle"];

const SYLLABLES = ["ka", "be", "ci", "do", "fu", "ga", "he", "ji", "lo", "mu"];

/** As many things wrong with each model as `wrong` says, of four that both linters know. */
const DEFECTS = [
  (lines) => lines.filter((text) => !text.includes("@@map")),
  (lines) => lines.map((text) => text.replace(' @map("unit_code")', "")),
  (lines) => lines.map((text) => text.replace(" @default([])", "")),
  (lines) => lines.map((text) => text.replace(" @db.VarChar(200)", "")),
];

function snakeCase(name) {
  return name.replaceAll(/(?<=[a-z\d])(?=[A-Z])/gu, "_").toLowerCase();
}

/**
 * The text of a schema of `count` models with which neither prisma-lint nor we find fault, or with `wrong` faults in each.
 */
export function generateTidySchema(count, wrong = 0) {
  const names = Array.from({ length: count }, (_, index) => {
    const part = PARTS[Math.floor(index / GOODS.length) % PARTS.length];
    const digits = [...String(Math.floor(index / (GOODS.length * PARTS.length)))];
    const suffix = digits.map((digit) => SYLLABLES[Number(digit)]).join("");
    return `${GOODS[index % GOODS.length]}${part}${suffix.charAt(0).toUpperCase()}${suffix.slice(1)}`;
  });
  const models = names.map((name, index) => {
    const parent = index % 3 === 2 ? names[index - 1] : null;
    const child = index % 3 === 1 ? (names[index + 1] ?? null) : null;
    const lines = tidyLines(name, parent, child);
    const spoilt = DEFECTS.slice(0, wrong).reduce((text, defect) => defect(text), lines);
    return `model ${name} {\n${spoilt.join("\n").replace(/\n+$/u, "")}\n}\n`;
  });
  return ['datasource db {\n  provider = "postgresql"\n}\n', ...models].join("\n");
}

function tidyLines(name, parent, child) {
  const lower = (text) => text[0].toLowerCase() + text.slice(1);
  const key = parent && `${lower(parent)}Id`;
  return [
    line("id", "String", "@id @default(uuid()) @db.Uuid"),
    line("title", "String", "@db.VarChar(200)"),
    line("unitCode", "String", '@map("unit_code") @db.VarChar(20)'),
    line("quantity", "Int", "@default(0)"),
    line("isActive", "Boolean", '@default(true) @map("is_active")'),
    line("colors", "String[]", "@default([]) @db.VarChar(20)"),
    ...(parent ? [line(key, "String", `@map("${snakeCase(key)}") @db.Uuid`)] : []),
    line("createdAt", "DateTime", '@default(now()) @map("created_at") @db.Timestamptz(3)'),
    line("updatedAt", "DateTime", '@updatedAt @map("updated_at") @db.Timestamptz(3)'),
    "",
    ...(parent
      ? [
          line(
            lower(parent),
            parent,
            `@relation(fields: [${key}], references: [id], onDelete: Restrict)`,
          ),
        ]
      : []),
    ...(child ? [line(`${lower(child)}Entries`, `${child}[]`, "")] : []),
    ...(parent ? ["", `  @@index([${key}])`] : parent || child ? [""] : []),
    `  @@map("${snakeCase(name)}")`,
  ];
}

// ---- migrations --------------------------------------------------------------------------------------------

const COLUMN_TYPES = [
  "TEXT",
  "TEXT NOT NULL",
  "INTEGER NOT NULL DEFAULT 0",
  "TIMESTAMP(3)",
  "JSONB",
];

function createTable(state, pick) {
  const table = modelName(state.tables.length);
  const columns = [
    '"id" UUID NOT NULL',
    '"createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP',
  ];
  for (let column = 0; column < 4 + pick.below(8); column++) {
    columns.push(`"column${column}" ${pick.of(COLUMN_TYPES)}`);
  }
  state.tables.push({ name: table, columns: columns.length });
  const constraint = `CONSTRAINT "${table}_pkey" PRIMARY KEY ("id")`;
  return `-- CreateTable\nCREATE TABLE "public"."${table}" (\n    ${columns.join(",\n    ")},\n\n    ${constraint}\n);\n`;
}

function addColumn(state, pick) {
  const table = pick.of(state.tables);
  const column = `added${table.columns++}`;
  return `-- AlterTable\nALTER TABLE "public"."${table.name}" ADD COLUMN     "${column}" ${pick.of(["TEXT", "BOOLEAN NOT NULL DEFAULT false", "TIMESTAMP(3)"])};\n`;
}

function createIndex(state, pick) {
  const table = pick.of(state.tables);
  const concurrently = pick.chance(0.2) ? "CONCURRENTLY IF NOT EXISTS " : "";
  return `-- CreateIndex\nCREATE INDEX ${concurrently}"${table.name}_createdAt_${state.step}_idx" ON "public"."${table.name}"("createdAt" DESC);\n`;
}

function addForeignKey(state, pick) {
  const from = pick.of(state.tables);
  const to = pick.of(state.tables);
  const column = `parent${from.columns++}`;
  return `-- AlterTable\nALTER TABLE "public"."${from.name}" ADD COLUMN     "${column}" UUID;\n\n-- AddForeignKey\nALTER TABLE "public"."${from.name}" ADD CONSTRAINT "${from.name}_${column}_fkey" FOREIGN KEY ("${column}") REFERENCES "public"."${to.name}"("id") ON DELETE SET NULL ON UPDATE CASCADE;\n`;
}

function createEnum(state) {
  state.enums.push(`Kind${state.step}`);
  return `-- CreateEnum\nCREATE TYPE "public"."Kind${state.step}" AS ENUM ('FIRST', 'SECOND');\n`;
}

function addValue(state, pick) {
  return state.enums.length === 0
    ? createEnum(state)
    : `-- AlterEnum\nALTER TYPE "public"."${pick.of(state.enums)}" ADD VALUE 'VALUE_${state.step}';\n`;
}

function guardedBlock(state, pick) {
  const { name } = pick.of(state.tables);
  return `DO $$ BEGIN\n  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '${name}_check_${state.step}') THEN\n    ALTER TABLE "public"."${name}" ADD CONSTRAINT "${name}_check_${state.step}" CHECK ("createdAt" IS NOT NULL);\n  END IF;\nEND $$;\n`;
}

const LATER = [
  addColumn,
  addColumn,
  addColumn,
  createIndex,
  createIndex,
  addForeignKey,
  createEnum,
  addValue,
  createTable,
  guardedBlock,
];
const DAY = 24 * 60 * 60 * 1000;

/** `count` migrations in the order of their names: `{ name, sql }`. */
export function generateMigrations(count, seed = 2) {
  const pick = picker(seed);
  const state = { tables: [], enums: [], step: 0 };
  return Array.from({ length: count }, (_, index) => {
    state.step = index;
    const parts = index === 0 ? Array.from({ length: 30 }, () => createTable(state, pick)) : [];
    for (let part = pick.below(4); part >= 0; part--) parts.push(pick.of(LATER)(state, pick));
    const stamp = new Date(Date.UTC(2023, 0, 1) + index * DAY).toISOString();
    const digits = stamp.replaceAll(/\D/gu, "").slice(0, 14);
    return { name: `${digits}_step_${index}`, sql: parts.join("\n") };
  });
}
