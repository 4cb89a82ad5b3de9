import type { RuleTextEdit, RuleTextEditor } from "@eslint/core";

import { stringLiteral } from "../../fixes/sql-text.ts";
import type { SqlAlterEnumStmt, SqlToken } from "../../languages/postgresql/ast.ts";
import { qualify } from "../../model/catalog/names.ts";
import type { Catalog, EnumType } from "../../model/catalog/types.ts";
import {
  belongsAtEnd,
  enumOf,
  isAlphabetical,
  neighborOf,
} from "../../model/migration/enum-order.ts";
import type { Neighbor } from "../../model/migration/enum-order.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";

interface Suggestion {
  messageId: "usePosition";
  data: { position: string };
  fix: (fixer: RuleTextEditor) => RuleTextEdit;
}

const rule: SqlRuleDefinition<{
  MessageIds: "misplaced" | "unplaced" | "usePosition";
  RuleOptions: [{ always: boolean }];
}> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Require a position for a new enum value that does not belong at the end",
      url: docsUrl("require-enum-value-position"),
      presets: ["strict"],
      area: "migrations",
      controls: [],
      risk: "low",
    },
    hasSuggestions: true,
    languages: [POSTGRESQL],
    schema: [
      {
        type: "object",
        properties: {
          always: {
            description:
              "Require BEFORE or AFTER also where the end is the place that the Prisma schema gives the value.",
            type: "boolean",
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ always: false }],
    messages: {
      misplaced:
        "ADD VALUE puts '{{value}}' at the end of '{{type}}', and the Prisma schema has it elsewhere: ORDER BY and comparisons follow the database's order, which cannot be changed later.",
      unplaced:
        "ADD VALUE without BEFORE or AFTER puts '{{value}}' at the end of '{{type}}', wherever it belongs: ORDER BY and comparisons follow that order, which cannot be changed later.",
      usePosition: "Add the value {{position}}.",
    },
  },
  create(context) {
    const project = projectOf(context);
    if (!project.isPostgres || project.isApplied) return {};
    const [{ always }] = context.options;
    /** The values of each enum that the script has added so far. */
    const added = new Map<string, string[]>();
    return {
      SqlAlterEnumStmt(statement) {
        const { newVal, oldVal, newValNeighbor } = statement;
        if (newVal === undefined || oldVal !== undefined) return;
        const type = namesOf(statement).join(".");
        const addedHere = added.get(type) ?? [];
        added.set(type, addedHere);
        if (newValNeighbor === undefined) {
          const before = enumIn(project.catalogBefore, statement)?.values ?? [];
          check(statement, newVal, [...before, ...addedHere]);
        }
        addedHere.push(newVal);
      },
    };

    function check(statement: SqlAlterEnumStmt, value: string, existing: string[]): void {
      const order = enumOf(project.schema, statement)?.values.map((one) => one.databaseName) ?? [];
      const isInSchema = order.includes(value);
      if (existing.includes(value) || !(isInSchema || isOfNoSchema(statement, value))) return;
      const isMisplaced =
        isInSchema &&
        !isAlphabetical(order) &&
        !belongsAtEnd(value, order, beforeInTheEnd(statement, value, existing));
      if (isInSchema && !isMisplaced && !always) return;
      const neighbor = neighborOf(value, isInSchema ? order : [...existing, value], existing);
      const token = statement.tokens.at(-1);
      context.report({
        loc: placeOf(context.sourceCode, token?.range ?? statement.range),
        messageId: isMisplaced ? "misplaced" : "unplaced",
        data: { value, type: namesOf(statement).at(-1) ?? "" },
        suggest: token && neighbor ? positionAfter(token, neighbor) : [],
      });
    }

    /** Those of the values that still stand before the new one when all migrations have run: a type may be made anew. */
    function beforeInTheEnd(
      statement: SqlAlterEnumStmt,
      value: string,
      existing: string[],
    ): string[] {
      const inTheEnd = enumIn(project.catalog, statement)?.values;
      if (inTheEnd === undefined) return existing;
      const place = inTheEnd.indexOf(value);
      return existing.filter((other) => inTheEnd.indexOf(other) < place);
    }

    /** Values of types that only SQL knows; what the schema has no more is gone with a later migration. */
    function isOfNoSchema(statement: SqlAlterEnumStmt, value: string): boolean {
      if (project.schema === null || always) return true;
      const isKept = enumIn(project.catalog, statement)?.values.includes(value) === true;
      return isKept && enumOf(project.schema, statement) === undefined;
    }

    function positionAfter(token: SqlToken, { side, value }: Neighbor): Suggestion[] {
      const position = `${side} ${stringLiteral(value)}`;
      // Within a command between single quotes each quote would have to be doubled.
      if (context.sourceCode.getText(token) !== token.text) return [];
      return [
        {
          messageId: "usePosition",
          data: { position },
          fix: (fixer) => fixer.insertTextAfter(token, ` ${position}`),
        },
      ];
    }
  },
};

function enumIn(catalog: Catalog, statement: SqlAlterEnumStmt): EnumType | undefined {
  const [name = "", schema = "public"] = namesOf(statement).toReversed();
  return catalog.enums.get(qualify(schema, name));
}

function namesOf({ typeName }: SqlAlterEnumStmt): string[] {
  return typeName.map((part) => part.sval);
}

export default rule;
