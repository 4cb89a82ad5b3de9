import type { SqlConstraint, SqlNode } from "../../languages/postgresql/ast.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";
import { headOf } from "./keywords.ts";
import { visitSharedCommands } from "./visit-commands.ts";

const KINDS = {
  CONSTR_PRIMARY: "PRIMARY KEY",
  CONSTR_UNIQUE: "UNIQUE",
  CONSTR_EXCLUSION: "EXCLUDE",
} as const;

type Kind = keyof typeof KINDS;

const rule: SqlRuleDefinition<{ MessageIds: "builds" | "excludes"; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow constraints that build an index while the table is locked",
      url: docsUrl("no-blocking-constraint"),
      presets: ["strict"],
      area: "migrations",
      controls: [],
      risk: "medium",
    },
    languages: [POSTGRESQL],
    schema: [],
    messages: {
      builds:
        "{{kind}} builds its index while '{{table}}' is under an ACCESS EXCLUSIVE lock: nobody reads or writes it until the index is done. Create a unique index CONCURRENTLY in a migration of its own, and add the constraint USING INDEX.",
      excludes:
        "EXCLUDE builds its index and compares all rows while '{{table}}' is under an ACCESS EXCLUSIVE lock, and PostgreSQL has no other way: do it when nobody works.",
    },
  },
  create(context) {
    return visitSharedCommands(context, ({ statement, command }) => {
      for (const constraint of constraintsOf(command.def)) {
        const { contype, indexname, conname } = constraint;
        if (!isIndexed(contype) || indexname !== undefined) continue;
        const isNamed = conname !== undefined;
        const tokens = statement.tokens.filter(
          ({ range }) => range[0] >= constraint.range[0] && range[1] <= constraint.range[1],
        );
        const words = { ...statement, tokens: tokens.slice(isNamed ? 2 : 0) };
        const [first] = words.tokens;
        const range = headOf(
          { ...words, range: first?.range ?? constraint.range },
          contype === "CONSTR_PRIMARY" ? 2 : 1,
        );
        context.report({
          loc: placeOf(context.sourceCode, range),
          messageId: contype === "CONSTR_EXCLUSION" ? "excludes" : "builds",
          data: { kind: KINDS[contype], table: statement.relation.relname },
        });
      }
    });
  },
};

/** Of ADD CONSTRAINT, and those written on an added column. */
function constraintsOf(def: SqlNode | undefined): SqlConstraint[] {
  if (def?.type === "SqlConstraint") return [def];
  return def?.type === "SqlColumnDef" ? (def.constraints ?? []) : [];
}

function isIndexed(contype: string): contype is Kind {
  return Object.hasOwn(KINDS, contype);
}

export default rule;
