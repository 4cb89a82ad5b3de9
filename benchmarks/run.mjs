// Measures the built plugin against what people run today, and prints one table. See README.md beside this file.

import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { arch, cpus, platform, release, tmpdir, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { generateMigrations, generateSchema, generateTidySchema } from "./generate.mjs";

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL("..", import.meta.url));
const plugin = new URL("../dist/index.js", import.meta.url).href;
const runs = Number(process.env.BENCH_RUNS ?? 5);
const MODELS = 2000;
const MIGRATIONS = 820;
const WARM_MODELS = 172;

// ---- what is run -------------------------------------------------------------------------------------------

function packageFolder(name) {
  return dirname(require.resolve(`${name}/package.json`));
}

function versionOf(name) {
  return JSON.parse(readFileSync(join(packageFolder(name), "package.json"), "utf8")).version;
}

const eslint = join(packageFolder("eslint"), "bin/eslint.js");

/** The commands of prisma-lint and squawk without the wrappers that npm puts around them. */
const prismaLint = join(root, "node_modules/prisma-lint/dist/cli.js");
const squawk = join(packageFolder(`@squawk-cli/${platform()}-${arch()}`), "bin/squawk");

/** All of prisma-lint's rules, those that ask for names with names that a product would choose. */
const PRISMA_LINT_RULES = {
  "ban-unbounded-string-type": ["error"],
  "enum-name-pascal-case": ["error"],
  "enum-value-case": ["error", { style: "snake", case: "upper" }],
  "field-name-camel-case": ["error"],
  "field-name-grammatical-number": ["error", { ifList: "plural" }],
  "field-name-mapping-snake-case": ["error"],
  "field-order": ["error", { order: ["id", "..."] }],
  "forbid-field": ["error", { forbid: ["uuid"] }],
  "forbid-required-ignored-field": ["error"],
  "model-name-grammatical-number": ["error", { style: "singular" }],
  "model-name-mapping-snake-case": ["error"],
  "model-name-pascal-case": ["error"],
  "model-name-prefix": ["error", { prefix: "" }],
  "require-default-empty-arrays": ["error"],
  "require-field": ["error", { require: ["id", "createdAt"] }],
  "require-field-index": ["error", { forAllRelations: true }],
  "require-field-type": ["error", { require: [{ ifName: "id", type: "String" }] }],
};

const ESLINT_CONFIG = `import sentinel from ${JSON.stringify(plugin)};

export default sentinel.configure({ preset: "all" });
`;

/** The same asked of us, besides all that our rules ask by themselves. */
const TIDY_CONFIG = `import sentinel from ${JSON.stringify(plugin)};

export default [
  ...sentinel.configure({ preset: "all" }),
  {
    files: ["**/*.prisma"],
    rules: {
      "prisma-sentinel/naming-convention": [
        "error",
        {
          conventions: [
            { kinds: ["model", "enum"], case: "PascalCase" },
            { kinds: "model", number: "singular" },
            { kinds: "enumValue", case: "UPPER_CASE" },
            { kinds: "field", case: "camelCase" },
            { kinds: "field", fields: "@list", number: "plural" },
            { kinds: ["table", "column"], case: "snake_case", derived: true },
          ],
        },
      ],
      "prisma-sentinel/field-order": ["error", { orders: [{ order: ["id", "..."] }] }],
      "prisma-sentinel/no-restricted-fields": ["error", { restrict: [{ fields: "uuid" }] }],
      "prisma-sentinel/require-fields": [
        "error",
        { require: [{ models: "*", fields: ["createdAt", { name: "id", type: "String" }] }] },
      ],
    },
  },
];
`;

/** Our language with none of our rules: what ESLint, our parser and the walk over its tree cost by themselves. */
const NO_RULES_CONFIG = `import sentinel from ${JSON.stringify(plugin)};

export default [
  { files: ["**/*.prisma"], plugins: { "prisma-sentinel": sentinel }, language: "prisma-sentinel/prisma" },
];
`;

/** The status by which all three tools say that they worked and found something, and nothing. */
const FOUND = 1;
const FOUND_NOTHING = 0;

const EMPTY_LANGUAGE = fileURLToPath(new URL("empty-language.mjs", import.meta.url));

function wholeProcess(command, parameters, cwd, expected = FOUND) {
  return () => {
    const start = performance.now();
    const { status, stderr } = spawnSync(command, parameters, {
      cwd,
      encoding: "utf8",
      maxBuffer: 1 << 30,
    });
    const time = performance.now() - start;
    if (status !== expected) throw new Error(`${command} ended with ${status}:\n${stderr}`);
    if (stderr.includes("Failed to parse config")) throw new Error(stderr);
    return time;
  };
}

function insideNode(script, cwd) {
  return () => {
    const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-"], {
      cwd,
      encoding: "utf8",
      input: script,
    });
    const time = Number(stdout.trim().split("\n").at(-1));
    if (stdout === "" || Number.isNaN(time)) throw new Error(stderr);
    return time;
  };
}

// ---- inputs ------------------------------------------------------------------------------------------------

const work = mkdtempSync(join(tmpdir(), "prisma-sentinel-bench-"));
process.on("exit", () => rmSync(work, { recursive: true, force: true }));

function project(name, files) {
  const folder = join(work, name);
  const all = { "package.json": "{}\n", "eslint.config.mjs": ESLINT_CONFIG, ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function schemaProject() {
  return project("schema", {
    "prisma/schema.prisma": generateSchema(MODELS),
    ".prismalintrc.json": JSON.stringify({ rules: PRISMA_LINT_RULES }),
  });
}

/** Those that find nothing in a tidy schema: this one takes the other sides of relations for arrays. */
const { "require-default-empty-arrays": _, ...TIDY_RULES } = PRISMA_LINT_RULES;

function tidyProject(models, wrong) {
  return project(`tidy-${models}-${wrong}`, {
    "eslint.config.mjs": TIDY_CONFIG,
    "no-rules.config.mjs": NO_RULES_CONFIG,
    "prisma/schema.prisma": generateTidySchema(models, wrong),
    ".prismalintrc.json": JSON.stringify({ rules: TIDY_RULES }),
  });
}

function migrationsProject() {
  const folder = project("migrations", {
    "prisma/schema.prisma": 'datasource db {\n  provider = "postgresql"\n}\n',
  });
  const target = join(folder, "prisma/migrations");
  const real = process.env.BENCH_MIGRATIONS;
  if (real) {
    cpSync(real, target, { recursive: true });
  } else {
    for (const { name, sql } of generateMigrations(MIGRATIONS)) {
      mkdirSync(join(target, name), { recursive: true });
      writeFileSync(join(target, name, "migration.sql"), sql);
    }
  }
  const files = readdirSync(target)
    .map((name) => join("prisma/migrations", name, "migration.sql"))
    .filter((path) => existsSync(join(folder, path)));
  return { folder, files };
}

function warmProject() {
  const real = process.env.BENCH_SCHEMA;
  const text = real ? readFileSync(real, "utf8") : generateSchema(WARM_MODELS, 3);
  return { folder: project("warm", { "prisma/schema.prisma": text }), text };
}

// ---- measuring ---------------------------------------------------------------------------------------------

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Runs the measures in turns, A B A B, so that what else the machine does falls on all alike. */
function interleaved(measures) {
  const times = measures.map(() => []);
  // The first round fills the caches of the file system and does not count.
  for (let round = 0; round <= runs; round++) {
    measures.forEach((measure, index) => {
      const time = measure();
      if (round > 0) times[index].push(time);
    });
  }
  return times.map(median);
}

/**
 * The time of one more lint in a running process, as an editor asks for it: a new ESLint each time, over the same
 * folder, with a comment in the middle of the schema that grows by a character.
 */
function warmScript({ text }, preset) {
  return `import { ESLint } from ${JSON.stringify(pathToFileURL(require.resolve("eslint")).href)};
import sentinel from ${JSON.stringify(plugin)};
const text = ${JSON.stringify(text)};
const middle = text.indexOf("\\n}\\n", text.length / 2) + 3;
const times = [];
for (let lint = 0; lint < 40; lint++) {
  const typed = text.slice(0, middle) + "// " + "x".repeat(lint) + "\\n" + text.slice(middle);
  const start = performance.now();
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: sentinel.configs.${preset} });
  await eslint.lintText(typed, { filePath: "prisma/schema.prisma" });
  times.push(performance.now() - start);
}
console.log(times.slice(20).sort((a, b) => a - b)[10]);`;
}

const IMPORT_SCRIPT = `const start = performance.now();
await import(${JSON.stringify(plugin)});
console.log(performance.now() - start);`;

function milliseconds(value) {
  return `${value < 100 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

function times(ratio) {
  return `${ratio.toFixed(2)}×`;
}

const rows = [];

function report(what, measured, target, reached) {
  rows.push([what, ...measured, target, reached ? "yes" : "no"]);
}

function compareSchemas() {
  const folder = schemaProject();
  const [ours, theirs] = interleaved([
    wholeProcess(process.execPath, [eslint, "prisma/schema.prisma"], folder),
    wholeProcess(
      process.execPath,
      [prismaLint, "--output-format", "none", "prisma/schema.prisma"],
      folder,
    ),
  ]);
  const name = `schema of ${MODELS} models, all rules, against prisma-lint ${versionOf("prisma-lint")}`;
  const ratio = ours / theirs;
  report(name, [milliseconds(ours), milliseconds(theirs), times(ratio)], "< 1×", ratio < 1);
}

const OUR_COMMAND = [eslint, "prisma/schema.prisma"];
const THEIR_COMMAND = [prismaLint, "--output-format", "none", "prisma/schema.prisma"];

/** What a command holds at most, in megabytes. */
function peakMemory(parameters, cwd) {
  const file = join(work, "peak-memory");
  const hook = new URL("peak-memory.mjs", import.meta.url).href;
  const env = { ...process.env, BENCH_PEAK_MEMORY: file };
  spawnSync(process.execPath, ["--import", hook, ...parameters], { cwd, env });
  return Number(readFileSync(file, "utf8")) / 1024;
}

/** A schema of which nothing is to be said, and one with four findings in each model, the same ones by both. */
function compareTidySchemas() {
  for (const [wrong, wanted] of [
    [0, 1 / 3],
    [4, 1 / 15],
  ]) {
    const folder = tidyProject(MODELS, wrong);
    const status = wrong === 0 ? FOUND_NOTHING : FOUND;
    const noRules = [...OUR_COMMAND, "--config", "no-rules.config.mjs"];
    const [ours, theirs, floor] = interleaved([
      wholeProcess(process.execPath, OUR_COMMAND, folder, status),
      wholeProcess(process.execPath, THEIR_COMMAND, folder, status),
      wholeProcess(process.execPath, noRules, folder, FOUND_NOTHING),
    ]);
    const what = `schema of ${MODELS} models with ${MODELS * wrong} findings, all rules, against prisma-lint`;
    const measured = [milliseconds(ours), milliseconds(theirs), times(ours / theirs)];
    report(what, measured, `≤ ${times(wanted)}`, ours / theirs <= wanted);
    const share = [milliseconds(floor), milliseconds(theirs), times(floor / theirs)];
    rows.push(["the same with none of our rules", ...share, "", ""]);
    const [held, theyHeld] = [OUR_COMMAND, THEIR_COMMAND].map((command) =>
      peakMemory(command, folder),
    );
    const memory = [`${held.toFixed(0)} MB`, `${theyHeld.toFixed(0)} MB`, times(held / theyHeld)];
    report("the memory for that", memory, "≤ 0.50×", held / theyHeld <= 0.5);
  }
}

/** Ten times as many models take ten times as long. */
function measureGrowth() {
  const lint = (models) =>
    wholeProcess(process.execPath, OUR_COMMAND, tidyProject(models, 0), FOUND_NOTHING);
  const [few, many] = interleaved([lint(MODELS), lint(MODELS * 10)]);
  const growth = many / few;
  const what = `${MODELS * 10} models, all rules, against ${MODELS}`;
  report(what, [milliseconds(many), milliseconds(few), times(growth)], "≤ 12×", growth <= 12);
}

function compareMigrations() {
  const { folder, files } = migrationsProject();
  const lint = [eslint, ...files, "--config"];
  const [ours, theirs, floor] = interleaved([
    // Without --config, ESLint looks for one in each of the folders.
    wholeProcess(process.execPath, [...lint, "eslint.config.mjs"], folder),
    wholeProcess(squawk, files, folder),
    wholeProcess(process.execPath, [...lint, EMPTY_LANGUAGE], folder, FOUND_NOTHING),
  ]);
  const kind = process.env.BENCH_MIGRATIONS ? "real" : "generated";
  const name = `${files.length} ${kind} migrations, all rules, against squawk ${versionOf("squawk-cli")}`;
  const ratio = ours / theirs;
  report(name, [milliseconds(ours), milliseconds(theirs), times(ratio)], "≤ 3×", ratio <= 3);
  const share = [milliseconds(floor), milliseconds(theirs), times(floor / theirs)];
  rows.push(["ESLint itself on these files, with an empty language", ...share, "", ""]);
}

/**
 * The time that it takes a running process to parse all migrations and replay them into the catalog, as an editor has to
 * when it opens a schema.
 */
function replayScript({ folder, files }) {
  return `import { readFileSync } from "node:fs";
import { parseScript } from ${JSON.stringify(new URL("../dist/languages/postgresql/parser.js", import.meta.url).href)};
import { replay } from ${JSON.stringify(new URL("../dist/model/catalog/replay.js", import.meta.url).href)};
const read = (path) => ({ name: path, path, text: readFileSync(path, "utf8") });
const migrations = ${JSON.stringify(files.map((path) => join(folder, path)))}.map(read);
const times = [];
for (let run = 0; run < 30; run++) {
  const start = performance.now();
  const catalog = replay(migrations.map((file) => ({ ...file, script: parseScript(file.text) })));
  if (catalog.tables.size === 0) throw new Error("nothing was replayed");
  times.push(performance.now() - start);
}
console.log(times.slice(15).sort((a, b) => a - b)[7]);`;
}

function measureReplay() {
  const input = migrationsProject();
  const [time] = interleaved([insideNode(replayScript(input), input.folder)]);
  const kind = process.env.BENCH_MIGRATIONS ? "real" : "generated";
  const what = `${input.files.length} ${kind} migrations parsed and replayed into the catalog, warm`;
  report(what, [milliseconds(time), "", ""], "≤ 200 ms", time <= 200);
}

function measureWarm() {
  const input = warmProject();
  const presets = ["recommended", "hipaa"];
  const measured = interleaved(
    presets.map((preset) => insideNode(warmScript(input, preset), input.folder)),
  );
  const count = input.text.match(/^model /gmu)?.length ?? 0;
  const kind = process.env.BENCH_SCHEMA ? "real" : "generated";
  presets.forEach((preset, index) => {
    const what = `one more lint of a ${kind} schema of ${count} models, \`${preset}\``;
    report(what, [milliseconds(measured[index]), "", ""], "≤ 30 ms", measured[index] <= 30);
  });
}

function measureImport() {
  const [time] = interleaved([insideNode(IMPORT_SCRIPT, work)]);
  report("importing the plugin", [milliseconds(time), "", ""], "≤ 60 ms", time <= 60);
}

const benchmarks = {
  schema: compareSchemas,
  tidy: compareTidySchemas,
  growth: measureGrowth,
  migrations: compareMigrations,
  replay: measureReplay,
  warm: measureWarm,
  import: measureImport,
};

const asked = process.argv.slice(2);
for (const [name, benchmark] of Object.entries(benchmarks)) {
  if (asked.length === 0 || asked.includes(name)) benchmark();
}

const [processor] = cpus();
console.log(
  `${processor?.model.trim() ?? "unknown processor"}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()} ${release()}, Node ${process.versions.node}, ESLint ${versionOf("eslint")}; medians of ${runs} runs\n`,
);
const titles = ["what", "ours", "theirs", "ratio", "target", "reached"];
for (const row of [titles, titles.map(() => "---"), ...rows]) console.log(`| ${row.join(" | ")} |`);
