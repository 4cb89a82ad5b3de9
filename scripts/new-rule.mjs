// Begins a rule: `node scripts/new-rule.mjs <area> <rule>` writes its module, its test and its page. The test fails
// until the rule reports something; `npm run generate` then enters the rule in the registry and the README.

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** What differs between areas: the type of the definition, its language, the tester, the fence of the page. */
const AREAS = {
  schema: { definition: "PrismaRuleDefinition", language: "PRISMA", tester: "testOnSchemas" },
  encryption: { definition: "PrismaRuleDefinition", language: "PRISMA", tester: "testOnSchemas" },
  migration: { definition: "SqlRuleDefinition", language: "POSTGRESQL", tester: "testOnSql" },
  client: { definition: "ClientRuleDefinition", language: "JAVASCRIPT", tester: "testOnCode" },
};
const FENCES = { schema: "prisma", encryption: "prisma", migration: "sql", client: "ts" };
const ROOTS = {
  schema: "PrismaModel",
  encryption: "PrismaModel",
  migration: "SqlCreateStmt",
  client: "CallExpression",
};
const RULE_NAME = /^(?:[a-z]+-)+[a-z]+$/u;

function moduleText(area, name) {
  const { definition, language } = AREAS[area];
  return `import { docsUrl } from "../docs-url.ts";
import type { ${definition} } from "../types.ts";
import { ${language} } from "../types.ts";

const rule: ${definition}<{ MessageIds: "todo"; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow what this rule is about",
      url: docsUrl("${name}"),
      presets: [],
      area: "quality",
      controls: [],
      risk: "low",
    },
    languages: [${language}],
    schema: [],
    defaultOptions: [],
    messages: {
      todo: "Say what is wrong, on what, and why it matters.",
    },
  },
  create(context) {
    return {
      ${ROOTS[area]}(node) {
        // Ask a named predicate, and report the smallest token: context.report({ node, messageId: "todo" })
      },
    };
  },
};

export default rule;
`;
}

function testText(area, name) {
  const { tester } = AREAS[area];
  return `import rule from "../../../src/rules/${area}/${name}.ts";
import { ${tester} } from "../../rule-tester.ts";

${tester}("${name}", rule, {
  valid: [""],
  invalid: [
    {
      code: "",
      errors: [{ messageId: "todo", line: 1, column: 1, endLine: 1, endColumn: 1 }],
    },
  ],
});
`;
}

function pageText(area, name) {
  const fence = `\`\`\`${FENCES[area]}`;
  return `# ${name}

<!-- begin generated header -->
<!-- end generated header -->

## Why it matters

## Rule details

❌ Incorrect:

${fence}

\`\`\`

✅ Correct:

${fence}

\`\`\`

## When not to use it

## References
`;
}

const [area, name, ...rest] = process.argv.slice(2);
if (!Object.hasOwn(AREAS, area ?? "") || !RULE_NAME.test(name ?? "") || rest.length > 0) {
  console.error(
    `Usage: node scripts/new-rule.mjs <${Object.keys(AREAS).join("|")}> <rule-name>, the name in lower case with hyphens`,
  );
  process.exit(1);
}

const files = {
  [`src/rules/${area}/${name}.ts`]: moduleText(area, name),
  [`tests/rules/${area}/${name}.test.ts`]: testText(area, name),
  [`docs/rules/${name}.md`]: pageText(area, name),
};
const present = Object.keys(files).filter((path) => existsSync(path));
if (present.length > 0) {
  console.error(`There already: ${present.join(", ")}`);
  process.exit(1);
}
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(path);
}
console.log("Now write the rule until its test passes, then run `npm run generate`.");
