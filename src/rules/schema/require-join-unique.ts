import { apply } from "../../fixes/edit.ts";
import { insertBlockAttribute } from "../../fixes/prisma.ts";
import { tableOf } from "../../model/catalog/modelled.ts";
import type { Table } from "../../model/catalog/types.ts";
import { traitsOf } from "../../model/phi/schema-traits.ts";
import { compoundWords } from "../../model/phi/words.ts";
import { keepsHistory } from "../../model/schema/history.ts";
import type { Field, Model } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

const rule: PrismaRuleDefinition<{ MessageIds: "repeats"; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require join models to hold each pair once",
      url: docsUrl("require-join-unique"),
      presets: ["recommended", "hipaa", "strict"],
      area: "integrity",
      controls: [],
      risk: "medium",
    },
    fixable: "code",
    languages: [PRISMA],
    schema: [],
    messages: {
      repeats:
        "'{{model}}' joins '{{first}}' with '{{second}}', and nothing keeps a pair from being there twice: removing one leaves the other. Make {{key}} unique.",
    },
  },
  create(context) {
    return visitModels(context, (model, schema, { settings, catalog }) => {
      if (traitsOf(schema, settings.traits).get(model.name)?.has("join") !== true) return;
      const keys = joinedKeys(model);
      if (keys === null || !isNamedAfter(model, keys) || keepsHistory(model)) return;
      const table = tableOf(model, catalog);
      if (isUnique(model, keys) || isUniqueInDatabase(table, keys)) return;
      const names = keys.map(({ name }) => name);
      context.report({
        node: model.node.name,
        messageId: "repeats",
        data: {
          model: model.name,
          first: keys[0].foreignKeys[0]?.target.name ?? "",
          second: keys[1].foreignKeys[0]?.target.name ?? "",
          key: `[${names.join(", ")}]`,
        },
        fix(fixer) {
          const attribute = `@@unique([${names.join(", ")}])`;
          const { text } = context.sourceCode;
          return apply(fixer, insertBlockAttribute(model.node, text, attribute));
        },
      });
    });
  },
};

/** The two foreign keys of a model that has just these, required both; null when it is more than a join of two. */
function joinedKeys(model: Model): [Field, Field] | null {
  const keys = model.fields.filter(({ foreignKeys }) => foreignKeys.length > 0);
  const [first, second] = keys;
  if (keys.length !== 2 || first === undefined || second === undefined) return null;
  const areRequired = keys.every(
    ({ arity, foreignKeys }) => arity === "required" && foreignKeys[0]?.fields.length === 1,
  );
  return areRequired ? [first, second] : null;
}

const JOIN_HEADS = new Set(
  "member membership assignment link participant enrollment access subscription favorite like follow".split(
    " ",
  ),
);

/** `UserTeam`, `TeamMember`. Of others, such as an order of a clinic, nobody can tell whether they are joins. */
function isNamedAfter(model: Model, keys: readonly Field[]): boolean {
  const words = compoundWords(model.name);
  const targets = keys.flatMap(({ foreignKeys }) => {
    return foreignKeys.flatMap(({ target }) => compoundWords(target.name).slice(-1));
  });
  return (
    JOIN_HEADS.has(words.at(-1) ?? "") ||
    (targets.length > 1 && targets.every((word) => words.includes(word)))
  );
}

/** A unique or id over both or one of them. One over more columns lets the pair repeat on purpose. */
function isUnique(model: Model, keys: readonly Field[]): boolean {
  const all = [...(model.primaryKey ? [model.primaryKey] : []), ...model.uniques];
  const names = new Set(keys.map(({ name }) => name));
  return all.some(({ fields }) => fields.some(({ name }) => names.has(name)));
}

/** A unique that migrations make, over all rows or over those that a condition leaves. */
function isUniqueInDatabase(table: Table | undefined, keys: readonly Field[]): boolean {
  const names = new Set(keys.map(({ databaseName }) => databaseName));
  const isOver = (columns: readonly (string | null)[]) =>
    columns.some((column) => column !== null && names.has(column));
  return (
    table?.uniques.some(({ columns }) => isOver(columns)) === true ||
    table?.indexes.some(({ unique, columns }) => unique && isOver(columns)) === true
  );
}

export default rule;
