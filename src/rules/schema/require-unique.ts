import { apply } from "../../fixes/edit.ts";
import type { TextEdit } from "../../fixes/edit.ts";
import { insertBlockAttribute, insertFieldAttribute } from "../../fixes/prisma.ts";
import { tableOf } from "../../model/catalog/modelled.ts";
import { isKeptUnique, keyReader } from "../../model/schema/required-keys.ts";
import type { KeyPlace, KeyRequirement } from "../../model/schema/required-keys.ts";
import { fieldSelector, fieldSelectorSchema } from "../../model/schema/selectors.ts";
import type { Selector } from "../../model/schema/selectors.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { keyOptions } from "./key-options.ts";
import { UNUSABLE_PATTERN, visitSelected } from "./visit-selected.ts";

type Types = {
  MessageIds: "repeats" | "unusablePattern";
  RuleOptions: [{ sets: UniqueRequirement[] }];
};

interface UniqueRequirement extends KeyRequirement {
  /** Fields within each value of which the last of `fields` may repeat. */
  within?: Selector;
}

const NPI = "/^npi(?:_?(?:number|code|id))?$/i @scalar";
const MRN = "/^(?:mrn|medical_?record_?(?:number|no|id))$/i @scalar";
const PROVIDERS = [
  "@staff !/application|request|import|search|directory|onboarding|draft|history/i",
];
/** What a row must belong to: the clinic, the facility. */
const OWNER = ["@required @foreign-key", "/(?:Id|_id)$/ @required @scalar !@id"];
const ONE_PROVIDER = "Claims and prescriptions of two providers would be taken for one's.";
const ONE_CHART = "Two patients with one record number are one chart.";

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require certain fields to be unique, alone or together",
      url: docsUrl("require-unique"),
      presets: ["hipaa"],
      presetOptions: {
        hipaa: {
          sets: [
            {
              models: PROVIDERS.map((models) => `${models} @tenant-scoped`),
              fields: ["@tenant", NPI],
              within: OWNER,
              because: ONE_PROVIDER,
            },
            {
              models: PROVIDERS.map((models) => `${models} !@tenant-scoped`),
              fields: [NPI],
              within: OWNER,
              because: ONE_PROVIDER,
            },
            {
              models: "@patient @tenant-scoped",
              fields: ["@tenant", MRN],
              within: OWNER,
              because: ONE_CHART,
            },
            {
              models: "@patient !@tenant-scoped",
              fields: [MRN],
              within: OWNER,
              because: ONE_CHART,
            },
          ],
        },
      },
      area: "integrity",
      controls: ["164.312(c)(1)"],
      risk: "high",
    },
    fixable: "code",
    languages: [PRISMA],
    schema: [
      {
        type: "object",
        properties: {
          sets: {
            description: "What must not repeat.",
            ...keyOptions({
              within: {
                description:
                  "Fields within each value of which the last of `fields` may be there once more.",
                ...fieldSelectorSchema,
              },
            }),
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ sets: [] }],
    messages: {
      repeats:
        "Nothing keeps {{fields}} of '{{model}}' from being there twice. {{because}} Make {{list}} unique.",
      unusablePattern: UNUSABLE_PATTERN,
    },
  },
  create(context) {
    const sets = context.options[0].sets.map((set) => ({
      ...set,
      read: keyReader(set),
      narrows: set.within === undefined ? () => false : fieldSelector(set.within),
    }));
    const selectors = sets.flatMap(({ models, fields, within }) => [models, within, ...fields]);
    return visitSelected(context, selectors, (model, schema, project) => {
      for (const { read, narrows, because = "This project's configuration forbids it." } of sets) {
        const key = read(model, schema, project.settings);
        if (!key) continue;
        // The same value encrypted twice is two: a unique over ciphertext says nothing.
        if (key.flat().some((field) => project.encryption.registry?.isEncrypted(field))) continue;
        const table = tableOf(model, project.catalog);
        if (project.catalog.tainted || table?.opaque) continue;
        const within = model.fields.filter((field) => narrows(field, schema, project.settings));
        if (isKeptUnique(model, key, within, table)) continue;
        const names = key.map(([field]) => field.name);
        context.report({
          node: key.at(-1)?.[0].node.name ?? model.node.name,
          messageId: "repeats",
          data: {
            model: model.name,
            fields: names.map((name) => `'${name}'`).join(" and "),
            list: names.length === 1 ? "it" : `[${names.join(", ")}]`,
            because,
          },
          fix: (fixer) => apply(fixer, makeUnique(key, context.sourceCode.text)),
        });
      }
    });
  },
};

function makeUnique(key: readonly KeyPlace[], text: string): TextEdit {
  const fields = key.map(([field]) => field);
  const [first, ...others] = fields;
  if (!first) return { range: [0, 0], text: "" };
  const { node } = first.model;
  if (others.length === 0) return insertFieldAttribute(first.node, node, text, "@unique");
  const names = fields.map(({ name }) => name).join(", ");
  return insertBlockAttribute(node, text, `@@unique([${names}])`);
}

export default rule;
