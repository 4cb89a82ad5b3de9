/** The comments by which prisma-lint is told what to ignore, and what ESLint has in their place. */

import type { PrismaBlock, PrismaComment, PrismaSchema } from "../../languages/prisma/ast.ts";

/** Our counterpart of each of prisma-lint's rules. */
export const COUNTERPARTS: Readonly<Record<string, string>> = {
  "ban-unbounded-string-type": "no-unbounded-string",
  "enum-name-pascal-case": "naming-convention",
  "enum-value-case": "naming-convention",
  "enum-value-snake-case": "naming-convention",
  "field-name-camel-case": "naming-convention",
  "field-name-grammatical-number": "naming-convention",
  "field-name-mapping-snake-case": "naming-convention",
  "field-order": "field-order",
  "forbid-field": "no-restricted-fields",
  "forbid-required-ignored-field": "no-required-ignored-field",
  "model-name-grammatical-number": "naming-convention",
  "model-name-mapping-snake-case": "naming-convention",
  "model-name-pascal-case": "naming-convention",
  "model-name-prefix": "naming-convention",
  "require-default-empty-arrays": "require-default-empty-list",
  "require-field": "require-fields",
  "require-field-index": "require-index",
  "require-field-type": "require-fields",
};

export interface LintComment {
  comment: PrismaComment;
  /** `prisma-lint-ignore-model` and so on. */
  directive: string;
  scope: "block" | "field";
  /** Our rules that it is about, all counterparts where it names none. */
  rules: readonly string[];
  /** It names fields or values, which no comment of ESLint's can. */
  hasParameters: boolean;
  /** The block that it stands in; null outside of any. */
  block: PrismaBlock | null;
}

const DIRECTIVE = /^prisma-lint-ignore-(?<scope>model|enum|field)(?:\s+(?<rest>.*))?$/u;

/** The comments to prisma-lint in a schema, in source order. */
export function lintComments({ comments, body }: PrismaSchema): LintComment[] {
  return comments.flatMap((comment): LintComment[] => {
    const groups = DIRECTIVE.exec(comment.value.trim())?.groups;
    if (comment.kind !== "doc" || !groups) return [];
    const scope = groups["scope"] === "field" ? "field" : "block";
    const words = (groups["rest"] ?? "").split(/[\s,]+/u).filter((word) => word !== "");
    const named = scope === "field" ? words : words.slice(0, 1);
    return [
      {
        comment,
        directive: `prisma-lint-ignore-${groups["scope"] ?? ""}`,
        scope,
        rules: rulesFor(named),
        hasParameters: scope === "block" && words.length > 1,
        block: blockAround(comment, body),
      },
    ];
  });
}

function rulesFor(theirs: readonly string[]): string[] {
  const names = theirs.length === 0 ? Object.keys(COUNTERPARTS) : theirs;
  return [...new Set(names.flatMap((name) => COUNTERPARTS[name] ?? []))].sort();
}

function blockAround({ range }: PrismaComment, body: PrismaSchema["body"]): PrismaBlock | null {
  for (const node of body) {
    if (node.type === "PrismaInvalid") continue;
    if (node.bodyRange[0] < range[0] && range[1] < node.bodyRange[1]) return node;
  }
  return null;
}
