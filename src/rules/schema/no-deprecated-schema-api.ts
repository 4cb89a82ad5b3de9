import type { RuleTextEditor } from "@eslint/core";

import { apply } from "../../fixes/edit.ts";
import { removeProperty, renameProperty } from "../../fixes/prisma-config.ts";
import type {
  PrismaDatasource,
  PrismaGenerator,
  PrismaProperty,
} from "../../languages/prisma/ast.ts";
import { propertiesOf } from "../../model/schema/arguments.ts";
import {
  ADDRESSES,
  CONFIG_FILE,
  RELATION_MODE,
  isAtLeast,
  parsePrismaVersion,
} from "../../model/schema/deprecated-features.ts";
import type { PrismaVersion } from "../../model/schema/deprecated-features.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaContext, PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { checkFeatures } from "./preview-feature-flags.ts";
import type { FeatureMessage } from "./preview-feature-flags.ts";

type Remedy = "removeAddress" | "useClient";
type Types = {
  MessageIds: FeatureMessage | "relationMode" | "address" | "generator" | Remedy;
  RuleOptions: [{ version?: string }];
};

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Disallow what the project's version of Prisma no longer needs or takes",
      url: docsUrl("no-deprecated-schema-api"),
      presets: ["recommended", "hipaa", "strict"],
      area: "quality",
      controls: [],
      risk: "low",
    },
    fixable: "code",
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [
      {
        type: "object",
        properties: {
          version: {
            description:
              "The version of Prisma to check against, before an upgrade; default: the project's own.",
            type: "string",
            pattern: String.raw`^\d+(?:\.\d+)*$`,
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{}],
    messages: {
      general:
        "The preview feature '{{feature}}' is on by itself since Prisma {{since}}; the flag does nothing but warn.",
      gone: "Prisma {{since}} has no preview feature '{{feature}}' any more: the flag does nothing.",
      renamed:
        "On PostgreSQL the preview feature '{{feature}}' is called '{{name}}' since Prisma {{since}}.",
      relationMode: "'referentialIntegrity' is called 'relationMode' since Prisma 4.5.",
      address:
        "Prisma 7 does not take '{{key}}' in a schema: migrations read it from prisma.config.ts, and the client gets an adapter.",
      generator:
        "'prisma-client-js' is deprecated since Prisma 7: it writes into node_modules, and 'prisma-client' into your sources.",
      removeAddress: "Remove '{{key}}', when prisma.config.ts has it.",
      useClient: "Use 'prisma-client'; imports of '@prisma/client' change to what it writes.",
    },
  },
  create(context) {
    const [{ version: wanted }] = context.options;
    const project = projectOf(context);
    if (project.role !== "schema" && project.role !== "alone") return {};
    const version = parsePrismaVersion(wanted ?? project.prismaVersion);
    if (!version) return {};
    return {
      PrismaGenerator(node) {
        checkFeatures(context, node, version, project.isPostgres);
        if (isAtLeast(version, CONFIG_FILE)) checkProvider(context, node);
      },
      PrismaDatasource(node) {
        for (const property of propertiesOf(node)) checkSource(context, node, property, version);
      },
    };
  },
};

function checkProvider(context: PrismaContext<Types>, node: PrismaGenerator): void {
  const properties = propertiesOf(node);
  const value = properties.find(({ key }) => key.name === "provider")?.value;
  if (value?.type !== "PrismaString" || value.value !== "prisma-client-js") return;
  const fix = (fixer: RuleTextEditor) => fixer.replaceTextRange(value.range, '"prisma-client"');
  // The new generator has to be told where to write.
  const canFollow = properties.some(({ key }) => key.name === "output");
  context.report({
    node: value,
    messageId: "generator",
    suggest: canFollow ? [{ messageId: "useClient", fix }] : [],
  });
}

function checkSource(
  context: PrismaContext<Types>,
  node: PrismaDatasource,
  property: PrismaProperty,
  version: PrismaVersion,
): void {
  const { text } = context.sourceCode;
  const { key } = property;
  const data = { key: key.name };
  if (key.name === "referentialIntegrity" && isAtLeast(version, RELATION_MODE)) {
    context.report({
      node: key,
      messageId: "relationMode",
      fix: (fixer) => apply(fixer, renameProperty(node, property, "relationMode", text)),
    });
  } else if (ADDRESSES.includes(key.name) && isAtLeast(version, CONFIG_FILE)) {
    const fix = (fixer: RuleTextEditor) => apply(fixer, removeProperty(node, property, text));
    context.report({
      node: key,
      messageId: "address",
      data,
      suggest: [{ messageId: "removeAddress", data, fix }],
    });
  }
}

export default rule;
