import type { TSESTree } from "@typescript-eslint/utils";

import { parseScript } from "../../languages/postgresql/parser.ts";
import { rawCall } from "../../model/client/calls.ts";
import type { RawCall } from "../../model/client/calls.ts";
import type { Scopes } from "../../model/client/bindings.ts";
import { columnAccesses } from "../../model/client/encrypted-columns.ts";
import type { ColumnAccess } from "../../model/client/encrypted-columns.ts";
import { parameterOf, rawTextOf, sourceRange } from "../../model/client/raw-text.ts";
import type { RawText } from "../../model/client/raw-text.ts";
import { isPlainValue, treatsNear } from "../../model/client/treated-values.ts";
import { mentionsRawQueries } from "../../model/client/unsafe-raw.ts";
import { searchingOf } from "../../model/encryption/searching.ts";
import { accessorOf } from "../../model/schema/accessor.ts";
import type { Field } from "../../model/schema/types.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { ClientRuleDefinition } from "../types.ts";
import { JAVASCRIPT } from "../types.ts";
import { TEST_FILES, allowInSchema, isAllowed } from "./allow-in.ts";

type Types = {
  MessageIds: ColumnAccess["kind"];
  RuleOptions: [{ allowIn: string[] }];
};

const rule: ClientRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow raw queries on columns that the client encrypts",
      url: docsUrl("no-raw-access-to-encrypted-model"),
      presets: ["hipaa", "strict"],
      area: "confidentiality",
      controls: ["164.312(a)(2)(iv)"],
      risk: "high",
    },
    languages: [JAVASCRIPT],
    schema: [
      {
        type: "object",
        properties: {
          allowIn: allowInSchema("that may touch such columns"),
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ allowIn: [...TEST_FILES] }],
    messages: {
      read: "The client encrypts {{fields}} of '{{model}}', and a raw query goes past it: this one gets ciphertext. Read them with '{{accessor}}.findMany', or leave them out.",
      write:
        "The client encrypts {{fields}} of '{{model}}', and a raw query goes past it: this one stores plain text. Write them with '{{accessor}}.update' or '{{accessor}}.create'.",
      compare:
        "The client encrypts {{fields}} of '{{model}}', and a raw query goes past it: this one compares ciphertext. Keep a keyed hash in a column of its own, and ask for that.",
    },
  },
  create(context) {
    const { scopeManager: scopes, text: source } = context.sourceCode;
    if (!scopes || !mentionsRawQueries(source)) return {};
    const project = projectOf(context);
    const { schema, settings } = project;
    if (!schema || !project.isPostgres) return {};
    if (isAllowed(context.options[0].allowIn, project)) return {};
    const isEncrypted = (field: Field) => {
      const { registry } = project.encryption;
      return registry !== null && searchingOf(field, registry, settings) !== null;
    };
    const check = (node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression) => {
      const call = rawCall(node, scopes);
      const raw = call && rawTextOf(call, scopes);
      if (!call || !raw) return;
      const isTreated = (number: number) => isTreatedParameter(number, { call, raw, scopes });
      const found = columnAccesses(parseScript(raw.sql), { schema, isEncrypted, isTreated });
      for (const { kind, fields, range } of found) {
        if (kind === "read" && treatsNear(node)) continue;
        if (kind === "compare" && settings.ciphertext?.deterministic === true) continue;
        const { model } = fields[0];
        const data = { fields: listOf(fields), model: model.name, accessor: accessorOf(model) };
        const place = sourceRange(raw, range, source);
        const loc = place ? placeOf(context.sourceCode, place) : call.methodNode.loc;
        context.report({ loc, messageId: kind, data });
      }
    };
    return { CallExpression: check, TaggedTemplateExpression: check };
  },
};

function isTreatedParameter(
  number: number,
  { call, raw, scopes }: { call: RawCall; raw: RawText; scopes: Scopes },
): boolean {
  const value = parameterOf(raw, call, number);
  // What is no single value may be anything.
  return value === null || !isPlainValue(value, scopes);
}

const MOST = 3;

/** `'ssn', 'email' and 4 others`. */
function listOf(fields: readonly Field[]): string {
  const names = fields.slice(0, MOST).map(({ name }) => `'${name}'`);
  const others = fields.length - names.length;
  return others > 0 ? `${names.join(", ")} and ${others} others` : names.join(", ");
}

export default rule;
