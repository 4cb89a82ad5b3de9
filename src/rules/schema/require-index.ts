import { apply } from "../../fixes/edit.ts";
import { insertBlockAttribute } from "../../fixes/prisma.ts";
import { tableOf } from "../../model/catalog/modelled.ts";
import { isIndexed, keyReader } from "../../model/schema/required-keys.ts";
import type { KeyPlace, KeyRequirement } from "../../model/schema/required-keys.ts";
import type { Field, Model } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaContext, PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { AUDIT_LOGS } from "./audit-logs.ts";
import { keyOptions } from "./key-options.ts";
import { UNUSABLE_PATTERN, visitSelected } from "./visit-selected.ts";

interface IndexRequirement extends KeyRequirement {
  /** The first fields of the index may be in any order. */
  anyOrder?: boolean;
  /** Every field that the first place selects has an index of its own. */
  each?: boolean;
}

type Types = {
  MessageIds: "notIndexed" | "unusablePattern";
  RuleOptions: [{ indexes: IndexRequirement[] }];
};

// Foreign keys have a rule of their own.
const RESOURCE =
  "/^(?:resource|entity|target|record|object|subject)(?:_?(?:type|name|kind))?(?:_?id)?$/i !@foreign-key";
const ACTOR =
  "/^(?:actor|user|staff|member|performed_?by|created_?by|changed_?by)(?:_?id)?$/i !@foreign-key";
const TIME =
  "/^(?:created|occurred|logged|performed|recorded|happened)_?(?:at|on)$|^(?:event_?)?(?:timestamp|time)$/i";

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require indexes that begin with certain fields",
      url: docsUrl("require-index"),
      presets: ["hipaa"],
      presetOptions: {
        hipaa: {
          indexes: [
            {
              models: AUDIT_LOGS,
              fields: [RESOURCE],
              because: "Who has seen a record is asked by the record.",
            },
            {
              models: AUDIT_LOGS,
              fields: [ACTOR],
              because: "What somebody has done is asked by the person.",
            },
            {
              models: AUDIT_LOGS,
              fields: [TIME],
              because: "Reviews and retention go by the time.",
            },
          ],
        },
      },
      area: "performance",
      controls: ["164.312(b)"],
      risk: "medium",
    },
    fixable: "code",
    languages: [PRISMA],
    schema: [
      {
        type: "object",
        properties: {
          indexes: {
            description: "What must be indexed.",
            ...keyOptions({
              anyOrder: {
                description: "The first fields of the index may be in any order.",
                type: "boolean",
              },
              each: {
                description: "Every field that the first place selects has an index of its own.",
                type: "boolean",
              },
            }),
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ indexes: [] }],
    messages: {
      notIndexed:
        "No index of '{{model}}' begins with {{fields}}: finding a row by it reads the whole table. {{because}}",
      unusablePattern: UNUSABLE_PATTERN,
    },
  },
  create(context) {
    const indexes = context.options[0].indexes.map((index) => ({
      ...index,
      read: keyReader(index),
    }));
    const selectors = indexes.flatMap(({ models, fields }) => [models, ...fields]);
    return visitSelected(context, selectors, (model, schema, { settings, catalog }) => {
      for (const { read, each = false, anyOrder = false, because = "" } of indexes) {
        const key = read(model, schema, settings);
        const table = tableOf(model, catalog);
        if (!key || catalog.tainted || table?.opaque) continue;
        for (const one of each ? keysOfEach(key) : [key]) {
          if (!isIndexed(model, one, anyOrder, table)) report(context, model, one, because);
        }
      }
    });
  },
};

function keysOfEach([first = []]: readonly (readonly Field[])[]): KeyPlace[][] {
  return first.map((field) => [[field]]);
}

function report(
  context: Pick<PrismaContext<Types>, "report" | "sourceCode">,
  model: Model,
  key: readonly KeyPlace[],
  because: string,
): void {
  const names = key.map(([field]) => field.name);
  context.report({
    node: key[0]?.[0].node.name ?? model.node.name,
    messageId: "notIndexed",
    data: { model: model.name, fields: names.map((name) => `'${name}'`).join(", "), because },
    fix(fixer) {
      const attribute = `@@index([${names.join(", ")}])`;
      return apply(fixer, insertBlockAttribute(model.node, context.sourceCode.text, attribute));
    },
  });
}

export default rule;
