import { readClientUse } from "../../model/client/constructions.ts";
import type { Construction } from "../../model/client/constructions.ts";
import type { ClientModule } from "../../project/client-modules.ts";
import { projectOf } from "../../project/snapshot.ts";
import type { Project } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import type { ClientRuleDefinition } from "../types.ts";
import { JAVASCRIPT } from "../types.ts";
import { TEST_FILES, allowInSchema, isAllowed } from "./allow-in.ts";

type Types = {
  MessageIds: "extra" | "several";
  RuleOptions: [{ allowIn: string[] }];
};

const SCRIPTS = ["**/{scripts,script,bin,cli,tools,examples,benchmarks}/**"];

const rule: ClientRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow constructing Prisma clients beside the one that is shared",
      url: docsUrl("no-extra-prisma-client"),
      presets: ["recommended", "hipaa", "strict"],
      area: "confidentiality",
      controls: ["164.312(a)(2)(iv)"],
      risk: "critical",
    },
    languages: [JAVASCRIPT],
    schema: [
      {
        type: "object",
        properties: {
          allowIn: allowInSchema("that may construct clients of their own"),
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ allowIn: [...TEST_FILES, ...SCRIPTS] }],
    messages: {
      extra:
        "This is another client than that of '{{module}}': it has none of what is added to that one, such as encryption or an audit log, and a connection pool of its own. Import that one.",
      several:
        "This is one of {{count}} clients of this package, each with a connection pool of its own, and what is added to one, such as encryption, the others do not have. Construct one in a module of its own, and import that.",
    },
  },
  create(context) {
    const { ast, text } = context.sourceCode;
    // Nearly all modules are none that construct a client, and must not pay for finding that out.
    if (!text.includes("PrismaClient") || !text.includes("new")) return {};
    const project = projectOf(context);
    const [{ allowIn }] = context.options;
    if (project.role !== "code" || isAllowed(allowIn, project)) return {};
    return {
      Program() {
        const { constructions, isScript } = readClientUse(ast);
        const extra = isScript ? [] : constructions.filter((one) => !one.hasOwnDatabase);
        if (extra.length === 0) return;
        const others = project.clientModules.filter(
          ({ file }) => !isAllowed(allowIn, project, file),
        );
        const module = project.clientModuleAmong(others);
        if (module === project.path) return;
        const data = { module: module === null ? "" : project.display(module), count: "" };
        if (module !== null) {
          for (const { callee } of extra.filter((one) => isOfSameDatabase(one, module, others))) {
            context.report({ node: callee, messageId: "extra", data });
          }
          return;
        }
        const count = countOf(others, project);
        if (count < 2) return;
        for (const { callee } of extra)
          context.report({
            node: callee,
            messageId: "several",
            data: { ...data, count: String(count) },
          });
      },
    };
  },
};

/** Clients that the modules construct for themselves, those of the linted module among them. */
function countOf(modules: readonly ClientModule[], { path }: Project): number {
  const constructing = modules.filter(({ use }) => use.constructions.length > 0 && !use.isScript);
  const isCounted = constructing.some(({ file }) => file === path);
  return constructing.length + (isCounted ? 0 : 1);
}

/** Clients that are generated from other schemas, or for the edge, have other modules. */
const GENERATED = /generated|\.prisma|-client|client-|\/edge$/u;

function isOfSameDatabase(
  { source }: Construction,
  module: string,
  modules: readonly ClientModule[],
): boolean {
  const shared = modules.find(({ file }) => file === module)?.use.constructions[0]?.source ?? null;
  if (source === null || shared === null) return true;
  const [own, other] = [bare(source), bare(shared)];
  if (own.endsWith(other) || other.endsWith(own)) return true;
  return !GENERATED.test(source) && !GENERATED.test(shared);
}

/** `generated/client` of `../generated/client.js` and of `@/generated/client`. */
function bare(source: string): string {
  return source
    .replace(/^(?:\.{1,2}\/|[@~]\/)+/u, "")
    .replace(/(?:\/index)?(?:\.[cm]?[jt]s)?$/u, "");
}

export default rule;
