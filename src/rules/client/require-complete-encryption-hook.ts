import type { TSESTree } from "@typescript-eslint/utils";

import {
  hookOfMiddleware,
  hookOfObject,
  mayHoldMiddleware,
} from "../../model/client/encryption-hooks.ts";
import type { EncryptionHook } from "../../model/client/encryption-hooks.ts";
import type { FunctionNode } from "../../model/client/expressions.ts";
import { METHODS } from "../../model/client/methods.ts";
import type { ClientMethod } from "../../model/client/methods.ts";
import { mayEncrypt } from "../../model/client/operation-flow.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import type { ClientRuleDefinition } from "../types.ts";
import { JAVASCRIPT } from "../types.ts";

type Types = {
  MessageIds: "incomplete";
  RuleOptions: [];
};

const rule: ClientRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require that a hook that encrypts does so for all operations that write",
      url: docsUrl("require-complete-encryption-hook"),
      presets: ["hipaa", "strict"],
      area: "confidentiality",
      controls: ["164.312(a)(2)(iv)"],
      risk: "critical",
    },
    languages: [JAVASCRIPT],
    schema: [],
    messages: {
      incomplete:
        "This hook encrypts in {{encrypted}}, and leaves out {{missing}}: what these write is stored in plain text. Encrypt there too, or throw an error.",
    },
  },
  create(context) {
    const { scopeManager: scopes, text } = context.sourceCode;
    if (!scopes || !mayEncrypt(text)) return {};
    const project = projectOf(context);
    const check = (hook: EncryptionHook | null) => {
      const known = (names: readonly ClientMethod[] = []) =>
        names.filter((name) => exists(name, project.prismaVersion));
      const missing = known(hook?.missing);
      if (!hook || missing.length === 0) return;
      const data = { encrypted: listOf(known(hook.encrypted)), missing: listOf(missing) };
      context.report({ loc: placeOf(hook.node), messageId: "incomplete", data });
    };
    const checkObject = (node: TSESTree.ObjectExpression) => {
      check(hookOfObject(node, scopes));
    };
    if (!mayHoldMiddleware(text)) return { ObjectExpression: checkObject };
    const checkFunction = (node: FunctionNode) => {
      check(hookOfMiddleware(node, scopes));
    };
    return {
      ObjectExpression: checkObject,
      ArrowFunctionExpression: checkFunction,
      FunctionExpression: checkFunction,
      FunctionDeclaration: checkFunction,
    };
  },
};

/** Whether the project's Prisma has an operation; one that came later is not asked for when nothing tells. */
function exists(name: ClientMethod, version: string | undefined): boolean {
  const { since = [0, 0] } = METHODS[name];
  const [major = 0, minor = 0] = (version ?? "").split(".").map(Number);
  return since[0] < major || (since[0] === major && since[1] <= minor);
}

function listOf(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`);
  const last = quoted.pop() ?? "";
  return quoted.length === 0 ? last : `${quoted.join(", ")} and ${last}`;
}

/** Of a parameter, its name without its type. */
function placeOf(node: TSESTree.Node): TSESTree.SourceLocation {
  const { start, end } = node.loc;
  if (node.type !== "Identifier" || !node.typeAnnotation) return { start, end };
  return { start, end: { line: start.line, column: start.column + node.name.length } };
}

export default rule;
