import { clientCall } from "../../model/client/calls.ts";
import type { ClientCall } from "../../model/client/calls.ts";
import { extendedMethods } from "../../model/client/extensions.ts";
import type { ExtendedMethod } from "../../model/client/extensions.ts";
import { passwordWrites } from "../../model/client/password-writes.ts";
import { clientNames } from "../../model/client/receivers.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import type { ClientRuleDefinition } from "../types.ts";
import { JAVASCRIPT } from "../types.ts";
import { TEST_FILES, allowInSchema, isAllowed } from "./allow-in.ts";

type Types = {
  MessageIds: "plain" | "wholeBody";
  RuleOptions: [{ allowIn: string[] }];
};

const rule: ClientRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow writing passwords that were not hashed",
      url: docsUrl("no-plaintext-password-write"),
      presets: ["hipaa", "strict"],
      area: "confidentiality",
      controls: ["164.312(d)"],
      risk: "critical",
    },
    languages: [JAVASCRIPT],
    schema: [
      {
        type: "object",
        properties: {
          allowIn: allowInSchema("that may write any password"),
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ allowIn: [...TEST_FILES] }],
    messages: {
      plain:
        "'{{value}}' is written to '{{model}}.{{field}}' as it came in: nothing hashes it, and whoever reads the table or a backup has the password.",
      wholeBody:
        "The whole body of a request is written to '{{model}}', with the '{{field}}' in it as it came in: whoever reads the table or a backup has the password.",
    },
  },
  create(context) {
    const { scopeManager: scopes, text } = context.sourceCode;
    if (!scopes || !/pass|body|json\(/i.test(text)) return {};
    const project = projectOf(context);
    const [{ allowIn }] = context.options;
    if (!project.schema || isAllowed(allowIn, project)) return {};
    const isClientName = clientNames(project.settings.clients);
    const calls: ClientCall[] = [];
    const extended: ExtendedMethod[] = [];
    return {
      CallExpression(node) {
        const call = clientCall(node, scopes, project.schema, isClientName);
        if (call) calls.push(call);
        extended.push(...extendedMethods(node, scopes));
      },
      // By now an extension that stands below its uses is known too.
      "Program:exit"() {
        for (const call of calls) {
          if (isTakenOver(call, extended)) continue;
          for (const { field, node, isWholeBody } of passwordWrites(call, scopes)) {
            if (project.encryption.registry?.isEncrypted(field) === true) continue;
            context.report({
              node,
              messageId: isWholeBody ? "wholeBody" : "plain",
              data: {
                value: context.sourceCode.getText(node),
                model: field.model.name,
                field: field.name,
              },
            });
          }
        }
      },
    };
  },
};

/** An extension that replaces the method may hash. */
function isTakenOver(
  { accessor, method }: ClientCall,
  extended: readonly ExtendedMethod[],
): boolean {
  return extended.some(
    (one) =>
      (one.accessor === null || one.accessor === accessor) &&
      (one.method === method || one.method === "$allOperations"),
  );
}

export default rule;
