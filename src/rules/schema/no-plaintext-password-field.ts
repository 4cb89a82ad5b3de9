import { apply } from "../../fixes/edit.ts";
import { insertDocumentation } from "../../fixes/prisma-documentation.ts";
import { isInsertedAsHash } from "../../model/migration/inserted-hashes.ts";
import { isLibraryAccount } from "../../model/phi/auth-libraries.ts";
import { isSaidToBeHashed, passwordKind } from "../../model/phi/passwords.ts";
import type { Field } from "../../model/schema/types.ts";
import type { Project } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

const rule: PrismaRuleDefinition<{
  MessageIds: "own" | "service" | "documentHash" | "documentEncryption";
  RuleOptions: [];
}> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow fields for passwords that nothing says are hashed",
      url: docsUrl("no-plaintext-password-field"),
      presets: ["hipaa", "strict"],
      area: "confidentiality",
      controls: ["164.312(d)"],
      risk: "critical",
    },
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [],
    messages: {
      own: "'{{model}}.{{field}}' is a password, and nothing says that it is hashed: in plain text it opens every account to whoever reads the table or a backup. Name it '{{hashed}}', and store nothing but a hash in it.",
      service:
        "'{{model}}.{{field}}' is a password for another service, and nothing says that it is encrypted: whoever reads the table or a backup can log in there.",
      documentHash: "Document that it holds a hash, if it does.",
      documentEncryption: "Mark it /// @encrypted, if it is.",
    },
  },
  create(context) {
    return visitModels(
      context,
      (model, _schema, project) => {
        for (const field of model.fields) {
          const kind = passwordKind(field);
          if (!kind || isSaidToBeHashed(field) || isEncrypted(field, project)) continue;
          const isOwn = kind === "own";
          if (isOwn && isKnownToBeHashed(field, project)) continue;
          const comment = isOwn ? "Holds a hash, never the password itself." : "@encrypted";
          context.report({
            node: field.node.name,
            messageId: kind,
            data: { model: model.name, field: field.name, hashed: hashedName(field.name) },
            suggest: [
              {
                messageId: isOwn ? "documentHash" : "documentEncryption",
                fix: (fixer) =>
                  apply(fixer, insertDocumentation(field.node, context.sourceCode.text, comment)),
              },
            ],
          });
        }
      },
      { anyDatabase: true },
    );
  },
};

/** By the library that the table is of, or by the rows that a migration inserts. */
function isKnownToBeHashed(field: Field, { migrations }: Project): boolean {
  return isLibraryAccount(field.model) || isInsertedAsHash(field, migrations);
}

/** By a map or an annotation; a map that cannot be read to its end may hold any field. */
function isEncrypted(field: Field, { encryption: { registry } }: Project): boolean {
  return registry?.isEncrypted(field) === true || registry?.isOpen(field.model) === true;
}

/** `passwordHash` for `password`, `password_hash` for `user_password`. */
function hashedName(name: string): string {
  return name.includes("_") || name === name.toUpperCase() ? `${name}_hash` : `${name}Hash`;
}

export default rule;
