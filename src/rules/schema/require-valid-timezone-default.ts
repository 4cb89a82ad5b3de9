import type { Field } from "../../model/schema/types.ts";
import { compoundWords } from "../../model/phi/words.ts";
import { nearest } from "../../text/nearest.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

const rule: PrismaRuleDefinition<{ MessageIds: "unknownZone" | "noName"; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require time zones to be names that exist",
      url: docsUrl("require-valid-timezone-default"),
      presets: ["hipaa", "strict"],
      area: "time",
      controls: [],
      risk: "low",
    },
    languages: [PRISMA],
    schema: [],
    messages: {
      unknownZone:
        "{{zone}} is no time zone: what is computed with this default of '{{model}}.{{field}}' fails.{{hint}}",
      noName:
        "'{{model}}.{{field}}' keeps a time zone as {{type}}: an offset is right for half of the year. Keep its name, such as America/New_York, in a String.",
    },
  },
  create(context) {
    return visitModels(
      context,
      (model) => {
        for (const field of model.fields.filter(isTimezone)) {
          if (field.type !== "String") {
            const node = field.node.fieldType.name;
            context.report({
              node,
              messageId: "noName",
              data: { model: model.name, field: field.name, type: field.type },
            });
          } else if (field.default?.kind === "literal" && !isZone(field.default.value)) {
            const zone = field.default.value;
            const meant = nearest(zone, Intl.supportedValuesOf("timeZone"));
            context.report({
              node: field.default.node.arguments?.[0] ?? field.default.node,
              messageId: "unknownZone",
              data: {
                model: model.name,
                field: field.name,
                zone: JSON.stringify(zone),
                hint: hint(meant),
              },
            });
          }
        }
      },
      { anyDatabase: true },
    );
  },
};

function hint(meant: string | null): string {
  return meant === null ? "" : ` Did you mean ${meant}?`;
}

function isTimezone({ name, kind, arity }: Field): boolean {
  if (kind !== "scalar" || arity === "list") return false;
  const words = compoundWords(name);
  return words.at(-1) === "timezone" || words.slice(-2).join(" ") === "time zone";
}

/** A cache: asking costs a tenth of a millisecond, and a schema has the same few zones at every keystroke. */
const zones = new Map<string, boolean>();

/** Names of the IANA database, and their older spellings. An offset is none. */
function isZone(name: string): boolean {
  const isKnown = zones.get(name) ?? (!/^[+-]/u.test(name) && canFormatIn(name));
  zones.set(name, isKnown);
  return isKnown;
}

function canFormatIn(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}

export default rule;
