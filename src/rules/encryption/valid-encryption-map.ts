import type { RuleTextEditor } from "@eslint/core";

import { apply } from "../../fixes/edit.ts";
import type { TextEdit } from "../../fixes/edit.ts";
import { removalOf, renameOf } from "../../fixes/encryption-map.ts";
import type { MapDefect } from "../../model/encryption/check.ts";
import { findDefects } from "../../model/encryption/check.ts";
import { rivalMaps } from "../../model/encryption/registry.ts";
import { projectOf } from "../../project/snapshot.ts";
import type { Project } from "../../project/snapshot.ts";
import { byLanguage } from "../by-language.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { ClientContext, PrismaContext, SentinelRuleDefinition } from "../types.ts";
import { JAVASCRIPT, PRISMA } from "../types.ts";

type MessageIds =
  | "unknownModel"
  | "unknownField"
  | "duplicateModel"
  | "duplicateField"
  | "cannotHold"
  | "key"
  | "noCompanion"
  | "dynamic"
  | "unreadable"
  | "several"
  | "rename"
  | "remove";
type Types = { MessageIds: MessageIds; RuleOptions: [] };

const rule: SentinelRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow encryption maps that do not fit the schema",
      url: docsUrl("valid-encryption-map"),
      presets: ["recommended", "hipaa", "strict"],
      area: "confidentiality",
      controls: ["164.312(a)(2)(iv)"],
      risk: "high",
    },
    fixable: "code",
    hasSuggestions: true,
    languages: [PRISMA, JAVASCRIPT],
    schema: [],
    messages: {
      unknownModel:
        "The schema has no model '{{model}}': nothing is encrypted by this entry.{{hint}}",
      unknownField:
        "'{{model}}' has no field '{{field}}': nothing is encrypted by this entry.{{hint}}",
      duplicateModel:
        "'{{model}}' stands here twice: the later entry wins, and this one encrypts nothing.",
      duplicateField: "'{{model}}.{{field}}' stands here twice.",
      cannotHold: "'{{model}}.{{field}}' is {{type}}, which cannot hold ciphertext.",
      key: "'{{model}}.{{field}}' is {{type}}: encrypted, it matches no other row any more.",
      noCompanion:
        "'{{model}}.{{field}}' is to be searched by its hash, and '{{model}}' has no field '{{companion}}' to keep it in.",
      dynamic: "{{message}}",
      unreadable:
        "The encryption map {{file}} {{message}}. Correct settings.encryptionMaps in your ESLint config.",
      several:
        "Several objects look like encryption maps: {{maps}}. Name those that encrypt in settings.encryptionMaps; until then a field in any of them counts as encrypted.",
      rename: "Write '{{name}}'.",
      remove: "Remove the entry.",
    },
  },
  create(context) {
    const project = projectOf(context);
    return byLanguage(context, {
      prisma: (schemaContext) => ({
        PrismaSchema: () => {
          reportOnSchema(schemaContext, project);
        },
      }),
      javascript: (clientContext) => ({
        Program: () => {
          checkMaps(clientContext, project);
        },
      }),
    });
  },
};

/** A map that is not there has no line of its own, nor has a choice among several: the schema's first file says so. */
function reportOnSchema(context: Pick<PrismaContext<Types>, "report">, project: Project): void {
  const isFirst = project.role === "schema" && project.location?.files[0] === project.path;
  if (!isFirst && project.role !== "alone") return;
  const loc = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
  const { unreadable, registry } = project.encryption;
  if (!project.settings.encryptionMaps) {
    for (const rivals of rivalMaps(registry?.maps ?? [])) {
      const maps = rivals.map((map) => `${map.export} (${project.display(map.file)})`).join(", ");
      context.report({ loc, messageId: "several", data: { maps } });
    }
    return;
  }
  // Only a map that is asked for by name can be missing.
  for (const { spec, message } of unreadable) {
    context.report({
      loc,
      messageId: "unreadable",
      data: { file: project.display(spec.file), message },
    });
  }
}

function checkMaps(
  context: Pick<ClientContext<Types>, "report" | "sourceCode">,
  project: Project,
): void {
  const { schema } = project;
  if (!schema) return;
  for (const map of project.mapsHere) {
    for (const { message, range } of map.problems.filter(({ file }) => file === project.path)) {
      const loc = placeOf(context.sourceCode, range);
      context.report({ loc, messageId: "dynamic", data: { message } });
    }
    for (const defect of findDefects(map, schema)) reportDefect(context, defect);
  }
}

function reportDefect(
  context: Pick<ClientContext<Types>, "report" | "sourceCode">,
  defect: MapDefect,
): void {
  const { text } = context.sourceCode;
  const removal = removalOf(defect.item, text);
  const isFixed = defect.kind === "duplicateField";
  const rename = defect.meant === null ? null : renameOf(defect.item, defect.meant, text);
  context.report({
    loc: placeOf(context.sourceCode, defect.item.site),
    messageId: defect.kind,
    data: { ...defect.data, hint: defect.meant === null ? "" : ` Did you mean '${defect.meant}'?` },
    fix: isFixed && removal ? (fixer) => apply(fixer, removal) : null,
    suggest: [
      ...suggestion("rename", rename, defect.meant ?? ""),
      ...(isFixed ? [] : suggestion("remove", removal)),
    ],
  });
}

function suggestion(messageId: "rename" | "remove", edit: TextEdit | null, name = "") {
  if (!edit) return [];
  return [{ messageId, data: { name }, fix: (fixer: RuleTextEditor) => apply(fixer, edit) }];
}

export default rule;
