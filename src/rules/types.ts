/**
 * The types of rule definitions. A rule over one kind of file is a `PrismaRuleDefinition`, a
 * `SqlRuleDefinition` or a `ClientRuleDefinition`; one that speaks of several kinds is a
 * `SentinelRuleDefinition`, whose `create` hands over to `byLanguage`.
 */

import type {
  LanguageOptions,
  RuleContext,
  RuleContextTypeOptions,
  RuleVisitor,
  TextSourceCode,
} from "@eslint/core";
import type { CustomRuleDefinitionType, CustomRuleTypeDefinitions } from "@eslint/plugin-kit";
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";

import type { PrismaNode } from "../languages/prisma/ast.ts";
import type { PrismaSourceCode } from "../languages/prisma/source-code.ts";
import type { SqlNode } from "../languages/postgresql/ast.ts";
import type { SqlSourceCode } from "../languages/postgresql/source-code.ts";

export type Preset = "recommended" | "hipaa" | "strict";

/** How a review grades a finding. Critical and high are errors in presets, medium and low warnings. */
export type Risk = "critical" | "high" | "medium" | "low";

export type Area =
  | "integrity"
  | "tenancy"
  | "relations"
  | "performance"
  | "time"
  | "migrations"
  | "quality"
  | "confidentiality"
  | "audit";

/** `meta.docs` of every rule. */
export interface SentinelDocs extends Record<string, unknown> {
  /** One line that begins with Require, Disallow or Enforce. */
  description: string;
  url: string;
  presets: readonly Preset[];
  /** Options that a preset sets in place of the defaults. */
  presetOptions?: Partial<Record<Preset, Record<string, unknown>>>;
  area: Area;
  /** Clauses of 45 CFR that a finding touches; empty for what is no HIPAA matter. */
  controls: readonly string[];
  risk: Risk;
}

/** The languages of this plugin's rules, as `meta.languages` names them. */
export const PRISMA = "prisma-sentinel/prisma";
export const POSTGRESQL = "prisma-sentinel/postgresql";
export const JAVASCRIPT = "js/js";

type Custom = Partial<Omit<CustomRuleTypeDefinitions, "ExtRuleDocs">>;
type WithDocs<Options extends Custom> = Options & { ExtRuleDocs: SentinelDocs };

/** Named handlers for the nodes of a tree, on the way in and out; any other selector is allowed too. */
type VisitorOf<Node extends { type: string }> = RuleVisitor & {
  [Type in Node["type"] as `${Type}`]?: (node: Extract<Node, { type: Type }>) => void;
} & {
  [Type in Node["type"] as `${Type}:exit`]?: (node: Extract<Node, { type: Type }>) => void;
};

/** Nodes with a type of their own; `SqlOther`'s is open and comes by string selectors. */
type NamedSqlNode = Exclude<SqlNode, { type: `Sql${string}` & { readonly brand: "other" } }>;

export type PrismaVisitor = VisitorOf<PrismaNode>;
export type SqlVisitor = VisitorOf<NamedSqlNode>;
export type ClientVisitor = VisitorOf<TSESTree.Node>;

interface PrismaTypes {
  LangOptions: LanguageOptions;
  Code: PrismaSourceCode;
  Visitor: PrismaVisitor;
  Node: PrismaNode | { range: [number, number] };
}

interface SqlTypes {
  LangOptions: LanguageOptions;
  Code: SqlSourceCode;
  Visitor: SqlVisitor;
  Node: SqlNode | { range: [number, number] };
}

/** ESLint's own source code, as typescript-eslint types it. */
export type ClientSourceCode = TSESLint.SourceCode & TextSourceCode;

interface ClientTypes {
  LangOptions: LanguageOptions;
  Code: ClientSourceCode;
  Visitor: ClientVisitor;
  Node: TSESTree.Node;
}

interface SentinelTypes {
  LangOptions: LanguageOptions;
  Code: PrismaSourceCode | SqlSourceCode | ClientSourceCode;
  Visitor: RuleVisitor;
  Node: { range: [number, number] };
}

export type PrismaRuleDefinition<Options extends Custom> = CustomRuleDefinitionType<
  PrismaTypes,
  WithDocs<Options>
>;
export type SqlRuleDefinition<Options extends Custom> = CustomRuleDefinitionType<
  SqlTypes,
  WithDocs<Options>
>;
export type ClientRuleDefinition<Options extends Custom> = CustomRuleDefinitionType<
  ClientTypes,
  WithDocs<Options>
>;
export type SentinelRuleDefinition<Options extends Custom> = CustomRuleDefinitionType<
  SentinelTypes,
  WithDocs<Options>
>;

type ContextOf<
  Types extends Pick<RuleContextTypeOptions, "Code" | "Node">,
  O extends Custom,
> = RuleContext<{
  LangOptions: LanguageOptions;
  Code: Types["Code"];
  RuleOptions: O["RuleOptions"] extends unknown[] ? O["RuleOptions"] : [];
  Node: Types["Node"];
  MessageIds: O["MessageIds"] extends string ? O["MessageIds"] : string;
}>;

export type PrismaContext<Options extends Custom = Custom> = ContextOf<PrismaTypes, Options>;
export type SqlContext<Options extends Custom = Custom> = ContextOf<SqlTypes, Options>;
export type ClientContext<Options extends Custom = Custom> = ContextOf<ClientTypes, Options>;
