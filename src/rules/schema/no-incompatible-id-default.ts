import type { PrismaContext, PrismaRuleDefinition } from "../types.ts";
import { apply } from "../../fixes/edit.ts";
import { PRISMA } from "../types.ts";
import { replaceAttribute } from "../../fixes/prisma.ts";
import type { Field, FieldDefault, Model } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import { visitModels } from "./visit-models.ts";

type FunctionDefault = Extract<FieldDefault, { kind: "function" }>;
type MessageIds = "notUuid" | "tooLong" | "useUuid";

/** Lengths of what Prisma's generators make, in characters. `nanoid(n)` makes n. */
const LENGTHS: Record<string, number> = { uuid: 36, cuid: 25, ulid: 26, nanoid: 21 };
/** cuid2, which `cuid(2)` asks for, is one shorter. */
const CUID2_LENGTH = 24;

function generatedLength({ name, argument }: FunctionDefault): number | null {
  if (name === "cuid" && argument === "2") return CUID2_LENGTH;
  if (name === "nanoid" && argument !== null) return Number(argument);
  return LENGTHS[name] ?? null;
}

function capacity(field: Field): number | null {
  const { nativeType } = field;
  if (nativeType?.name !== "VarChar" && nativeType?.name !== "Char") return null;
  // CHAR without a length holds one character, VARCHAR without one any number.
  const length = nativeType.arguments[0] ?? (nativeType.name === "Char" ? "1" : null);
  return length === null ? null : Number(length);
}

/** Time-ordered generators are replaced by the time-ordered version of UUID. */
function uuidLike(name: string): string {
  return name === "ulid" || name === "cuid" ? "@default(uuid(7))" : "@default(uuid())";
}

const rule: PrismaRuleDefinition<{ MessageIds: MessageIds; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow generated defaults that can never be stored in their column's type",
      url: docsUrl("no-incompatible-id-default"),
      presets: ["recommended", "hipaa", "strict"],
      area: "integrity",
      controls: [],
      risk: "critical",
    },
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [],
    messages: {
      notUuid:
        "{{function}}() makes no UUID, so PostgreSQL refuses every row that takes this default for '{{model}}.{{field}}' (@db.Uuid).",
      tooLong:
        "{{function}}() makes {{length}} characters and '{{model}}.{{field}}' holds {{capacity}}, so PostgreSQL refuses every row that takes this default.",
      useUuid: "Generate a UUID: {{attribute}}.",
    },
  },
  create(context) {
    return visitModels(context, (model) => {
      for (const field of model.fields) checkField(context, model, field);
    });
  },
};

function checkField(
  context: PrismaContext<{ MessageIds: MessageIds; RuleOptions: [] }>,
  model: Model,
  field: Field,
): void {
  const generator = field.default;
  if (generator?.kind !== "function") return;
  const length = generatedLength(generator);
  if (length === null) return;
  const data = { function: generator.name, model: model.name, field: field.name };
  const node = generator.node.arguments?.[0] ?? generator.node;

  if (field.nativeType?.name === "Uuid" && generator.name !== "uuid") {
    const attribute = uuidLike(generator.name);
    context.report({
      node,
      messageId: "notUuid",
      data,
      suggest: [
        {
          messageId: "useUuid",
          data: { attribute },
          fix(fixer) {
            const { text } = context.sourceCode;
            const edit = replaceAttribute(generator.node, field.node, model.node, text, attribute);
            return apply(fixer, edit);
          },
        },
      ],
    });
    return;
  }
  const room = capacity(field);
  if (room !== null && room < length) {
    context.report({ node, messageId: "tooLong", data: { ...data, length, capacity: room } });
  }
}

export default rule;
