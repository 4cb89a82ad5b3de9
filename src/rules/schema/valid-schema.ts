import { engineDiagnostics } from "../../project/engine.ts";
import { projectOf } from "../../project/snapshot.ts";
import type { Project } from "../../project/snapshot.ts";
import type { PrismaSchema } from "../../languages/prisma/ast.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaContext, PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";

type Types = {
  MessageIds: "syntax" | "engine" | "dialect" | "stray" | "empty" | "settings";
  RuleOptions: [];
};

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow schemas that Prisma cannot read",
      url: docsUrl("valid-schema"),
      presets: ["recommended", "hipaa", "strict"],
      area: "quality",
      controls: [],
      risk: "high",
    },
    languages: [PRISMA],
    schema: [],
    messages: {
      syntax: "{{message}}",
      engine: "Prisma refuses this: {{message}}",
      dialect:
        "{{file}} is written for Prisma 8, which this plugin does not read yet: none of its rules speak of this file. Leave it out of the files that ESLint lints.",
      stray:
        "{{file}} is no part of the schema at {{schema}}: Prisma never reads it, and no other rule does. Move it into the schema, delete it, or ignore it in your ESLint config.",
      empty:
        "{{file}} is empty: Prisma needs a datasource and at least one model. Write them, or remove the file.",
      settings: "{{message}}",
    },
  },
  create(context) {
    const project = projectOf(context);
    return {
      PrismaSchema(root) {
        checkFile(context, project, root);
        // What Prisma never reads cannot be wrong.
        if (project.role === "stray") return;
        for (const { message, range } of root.errors) {
          context.report({ node: { range }, messageId: "syntax", data: { message } });
        }
        if (root.errors.length === 0) askEngine(context, project);
      },
    };
  },
};

/** The first character, where what concerns the whole file is said. */
const START: { start: { line: number; column: number }; end: { line: number; column: number } } = {
  start: { line: 1, column: 1 },
  end: { line: 1, column: 2 },
};

function checkFile(context: PrismaContext<Types>, project: Project, root: PrismaSchema): void {
  const file = project.display(project.path);
  if (root.dialect === "prisma-8") {
    context.report({ loc: START, messageId: "dialect", data: { file } });
  } else if (project.role === "stray") {
    const schema = project.display(project.location?.schema ?? "");
    context.report({ loc: START, messageId: "stray", data: { file, schema } });
  } else if (isWholeSchema(project) && root.body.length === 0 && root.errors.length === 0) {
    context.report({ loc: START, messageId: "empty", data: { file } });
  }
  if (!speaksForProject(project)) return;
  for (const message of project.problems) {
    context.report({ loc: START, messageId: "settings", data: { message } });
  }
}

function isWholeSchema({ role, location }: Project): boolean {
  return role === "alone" || (role === "schema" && location?.files.length === 1);
}

/** What concerns the whole project is said once: in the first file of its schema. */
function speaksForProject({ role, location, path }: Project): boolean {
  return role === "alone" || (role === "schema" && location?.files[0] === path);
}

function askEngine(context: PrismaContext<Types>, project: Project): void {
  if (project.role !== "schema" || !project.location || !project.schema) return;
  const { files } = project.schema;
  for (const { file, message, range, isWarning } of engineDiagnostics(
    project.location.root,
    files,
  )) {
    if (isWarning || file !== project.path) continue;
    context.report({ node: { range }, messageId: "engine", data: { message } });
  }
}

export default rule;
