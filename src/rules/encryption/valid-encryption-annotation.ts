import { apply } from "../../fixes/edit.ts";
import type { AnnotationDefectKind } from "../../model/encryption/annotation-defect.ts";
import { annotationDefects } from "../../model/encryption/annotation-defects.ts";
import { liesWithin } from "../../text/ranges.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import { visitModels } from "../schema/visit-models.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";

type Types = {
  MessageIds: AnnotationDefectKind | "correct";
  RuleOptions: [{ globalSalt: boolean }];
};

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description:
        "Require annotations of encrypted fields that prisma-field-encryption reads as meant",
      url: docsUrl("valid-encryption-annotation"),
      presets: ["recommended", "hipaa", "strict"],
      area: "confidentiality",
      controls: ["164.312(a)(2)(iv)"],
      risk: "high",
    },
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [
      {
        type: "object",
        properties: {
          globalSalt: {
            description:
              "The environment sets PRISMA_FIELD_ENCRYPTION_HASH_SALT wherever the client runs, so that no hash is without a salt.",
            type: "boolean",
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ globalSalt: false }],
    messages: {
      slashes:
        "'{{annotation}}' stands behind two slashes, which Prisma hands to nobody: '{{model}}.{{field}}' is stored in clear. Annotations take three.",
      stray:
        "'{{annotation}}' documents no field of '{{model}}', and has no effect. Put it right above its field, or behind it.",
      typo: "'{{written}}' is no annotation, and '{{model}}.{{field}}' is treated like any other field. Write '{{meant}}'.",
      hashForm:
        "'{{written}}' is not read as a hash, for which '@encryption:hash(field)' is written: {{effect}}.",
      type: "'{{model}}.{{field}}' is of type {{type}}, and {{annotation}} stands on Strings alone: prisma-field-encryption throws as soon as the client is extended.",
      list: "'{{model}}.{{field}}' is a list, of which prisma-field-encryption encrypts nothing, without a word: it is stored in clear. Make one text of it, or a row of each item.",
      readonly:
        "'{{model}}.{{field}}' is decrypted when it is read, and never encrypted: in mode 'readonly' whatever is written is stored in clear.",
      unknownOption: "'{{written}}' is no option of this annotation, and has no effect.{{hint}}",
      unknownValue: "'{{written}}' is no value of '{{key}}'.{{hint}}",
      cutShort:
        "Options hold letters, digits and '_' alone: '{{cut}}' is cut off, and '{{query}}' is what is read.",
      unknownSource: "'{{model}}' has no other field '{{source}}' to keep a hash of.{{hint}}",
      plainSource:
        "'{{model}}.{{source}}' is not marked @encrypted, so that no hash of it can be kept: prisma-field-encryption throws as soon as the client is extended.{{hint}}",
      sameSource:
        "'{{earlier}}' keeps the hash of '{{source}}' already: of two the later one wins, and '{{earlier}}' stays empty.",
      unsalted:
        "The hash of '{{source}}' has no salt of its own: unless PRISMA_FIELD_ENCRYPTION_HASH_SALT is set, all values that there are can be tried out against it. Name the variable in 'saltEnv'.",
      correct: "Write '{{written}}'.",
    },
  },
  create(context) {
    const [{ globalSalt }] = context.options;
    // Most schemas have no tag in any comment, and nothing to look at in their models.
    const tagged = context.sourceCode.ast.comments.filter(({ value }) => value.includes("@"));
    if (tagged.length === 0) return {};
    return visitModels(
      context,
      (model, _schema, { encryption: { registry } }) => {
        if (!tagged.some(({ range }) => liesWithin(range, model.node.bodyRange))) return;
        const isMapped = (field: (typeof model.fields)[number]) =>
          (registry?.entriesOf(field).length ?? 0) > 0;
        for (const { kind, range, data, correction } of annotationDefects(model, isMapped)) {
          if (kind === "unsalted" && globalSalt) continue;
          context.report({
            loc: placeOf(context.sourceCode, range),
            messageId: kind,
            data,
            suggest: correction
              ? [
                  {
                    messageId: "correct",
                    data: { written: correction.shown },
                    fix: (fixer) => apply(fixer, correction),
                  },
                ]
              : [],
          });
        }
      },
      { anyDatabase: true },
    );
  },
};

export default rule;
