import type { PrismaEnum } from "../../languages/prisma/ast.ts";
import { identifierLimit } from "../../model/schema/database-names.ts";
import { namesOfEnum, namesOfModel } from "../../model/schema/names.ts";
import type { Name } from "../../model/schema/names.ts";
import { nameChecker } from "../../model/schema/naming.ts";
import type { Convention, NameProblem, Words } from "../../model/schema/naming.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { describe, lengthOf, what } from "./name-texts.ts";
import { namingOptions } from "./naming-options.ts";
import { renaming } from "./renaming.ts";
import { isLinted } from "./visit-models.ts";
import { UNUSABLE_PATTERN, visitSelected } from "./visit-selected.ts";

interface NamingConvention extends Words {
  conventions: Convention[];
  /** Let `--fix` map tables and columns that the database has already. */
  fixExisting: boolean;
}

type Types = {
  MessageIds: NameProblem["kind"] | "tooLong" | "map" | "rename" | "unusablePattern";
  RuleOptions: [NamingConvention];
};

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Enforce conventions for names in the schema and in the database",
      url: docsUrl("naming-convention"),
      presets: ["strict"],
      area: "quality",
      controls: [],
      risk: "low",
    },
    fixable: "code",
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [namingOptions],
    defaultOptions: [
      {
        conventions: [
          {
            kinds: ["model", "field", "enum", "enumValue", "table", "column", "enumType"],
            case: "consistent",
          },
          // Auth.js gives these their names.
          {
            kinds: ["field", "column"],
            models: "/^account$/i",
            names: ["/_(?:token|state|type|at|in|secret)$/"],
            case: "any",
          },
        ],
        fixExisting: false,
      },
    ],
    messages: {
      wrongCase: "The {{what}} is not in {{wanted}}: call it '{{expected}}'.",
      inconsistent:
        "The {{what}} is not in {{wanted}}, as nearly all others are: whoever needs it has to look it up. Call it '{{expected}}'.",
      wrongNumber: "The {{what}} is not in the {{wanted}}: call it '{{expected}}'.",
      notDerived: "The {{what}} is not named after '{{source}}': call it '{{expected}}'.",
      missingAffix: "The {{what}} should begin or end with {{wanted}}.",
      forbiddenAffix: "The {{what}} should not begin or end with {{wanted}}.",
      tooLong:
        "The {{what}} has {{bytes}} bytes. The database cuts names to {{limit}}, and two that are cut alike are one.",
      map: "Map it to '{{expected}}'. The next migration renames what the database has.",
      rename: "Call it '{{expected}}' in the schema, and leave the database as it is.",
      unusablePattern: UNUSABLE_PATTERN,
    },
  },
  create(context) {
    const { conventions, fixExisting, ...words } = context.options[0];
    const check = nameChecker(conventions, words);
    const project = projectOf(context);
    const { schema, settings } = project;
    if (!schema || !isLinted(project, { anyDatabase: true })) return {};
    const limit = identifierLimit(schema.datasource?.provider ?? null);

    const report = (name: Name): boolean => {
      const problem = check(name, schema, settings);
      if (problem) {
        const { messageId, data } = describe(name, problem);
        const { text } = context.sourceCode;
        const { fix, suggest } = renaming(name, problem.expected, project, text, fixExisting);
        context.report({ node: name.node, messageId, data, fix, suggest });
        return true;
      }
      const bytes = lengthOf(name, limit);
      if (bytes <= limit) return false;
      const data = { what: what(name), bytes: String(bytes), limit: String(limit) };
      context.report({ node: name.node, messageId: "tooLong", data });
      return true;
    };
    const reportAll = (names: readonly Name[]): void => {
      // A column that has no name of its own is reported with its field.
      let reported: Name | null = null;
      for (const name of names) {
        if (reported?.node === name.node) continue;
        if (report(name)) reported = name;
      }
    };
    const selectors = conventions.flatMap(({ models, fields, names }) => [models, fields, names]);
    return {
      ...visitSelected(context, selectors, (model) => reportAll(namesOfModel(model))),
      PrismaEnum(node: PrismaEnum) {
        const enumeration = schema.enums.get(node.name.name);
        if (enumeration?.node === node) reportAll(namesOfEnum(enumeration));
      },
    };
  },
};

export default rule;
