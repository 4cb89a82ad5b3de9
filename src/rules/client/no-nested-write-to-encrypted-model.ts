import { clientCall } from "../../model/client/calls.ts";
import { nestedWrites } from "../../model/client/nested-writes.ts";
import { clientNames } from "../../model/client/receivers.ts";
import { accessorOf } from "../../model/schema/accessor.ts";
import type { Field } from "../../model/schema/types.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import type { ClientRuleDefinition } from "../types.ts";
import { JAVASCRIPT } from "../types.ts";

type Types = {
  MessageIds: "nested";
  RuleOptions: [];
};

const rule: ClientRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow writing encrypted fields through relations",
      url: docsUrl("no-nested-write-to-encrypted-model"),
      presets: ["hipaa", "strict"],
      area: "confidentiality",
      controls: ["164.312(a)(2)(iv)"],
      risk: "critical",
    },
    languages: [JAVASCRIPT],
    schema: [],
    messages: {
      nested:
        "A client extension sees this call as '{{outer}}.{{method}}', not as a write of '{{model}}': what it encrypts in '{{model}}.{{field}}' elsewhere is stored here in plain text. Write it by a call of '{{accessor}}', in one transaction.",
    },
  },
  create(context) {
    const { scopeManager: scopes } = context.sourceCode;
    const project = projectOf(context);
    if (!scopes || !project.schema) return {};
    const isClientName = clientNames(project.settings.clients);
    // Annotated fields are encrypted by prisma-field-encryption, which walks through nested writes.
    const isEncrypted = (field: Field) =>
      (project.encryption.registry?.entriesOf(field).some(({ model }) => model !== "") ?? false) &&
      !project.encryptsNestedWrites;
    return {
      CallExpression(node) {
        const call = clientCall(node, scopes, project.schema, isClientName);
        if (!call?.model) return;
        for (const { field, node: key } of nestedWrites(call, { scopes, isEncrypted })) {
          const { name: model } = field.model;
          const data = {
            outer: call.accessor,
            method: call.method,
            model,
            field: field.name,
            accessor: accessorOf(field.model),
          };
          context.report({ node: key, messageId: "nested", data });
        }
      },
    };
  },
};

export default rule;
