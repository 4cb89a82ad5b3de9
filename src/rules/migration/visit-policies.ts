import type {
  Range,
  SqlCreatePolicyStmt,
  SqlNode,
  SqlToken,
} from "../../languages/postgresql/ast.ts";
import { nodeField } from "../../model/catalog/tree.ts";
import type { Expression, Policy, Table } from "../../model/catalog/types.ts";
import type { LintedFile, Project } from "../../project/snapshot.ts";
import type { SqlVisitor } from "../types.ts";
import { visitRowSecurity } from "./visit-row-security.ts";
import type { RowSecurity } from "./visit-row-security.ts";

/** USING or WITH CHECK, as it is when all migrations have run, and as it stands in the linted script. */
export interface WrittenExpression {
  node: SqlNode;
  /** Where a part of it is to be reported: the whole statement when dynamic SQL has made it. */
  placeOf: (part: SqlNode) => Range;
  /** Of its statement; null when dynamic SQL has made it. */
  tokens: readonly SqlToken[] | null;
}

/** A policy that is there when all migrations have run, and of which a part stands in the linted script. */
export interface WrittenPolicy {
  policy: Policy;
  table: Table;
  /** Where it is made; null in another script. */
  place: Range | null;
  /** CREATE POLICY; null when it is in another script, or made by dynamic SQL. */
  statement: SqlCreatePolicyStmt | null;
  using: WrittenExpression | null;
  withCheck: WrittenExpression | null;
}

/**
 * A visitor that calls `check` for each policy of which a part stands in the linted script, once for all that one
 * statement of a loop has made.
 */
export function visitPolicies(
  context: LintedFile,
  check: (written: WrittenPolicy, project: Project) => void,
): SqlVisitor {
  return visitRowSecurity(context, (found) => {
    const seen = new Set<string>();
    for (const table of found.tables) {
      for (const policy of table.policies) {
        const written = writtenPolicy(policy, table, found);
        if (!(written.place ?? written.using ?? written.withCheck)) continue;
        const key = `${policy.origin.path}:${String(policy.origin.range)}`;
        if (!seen.has(key)) check(written, found.project);
        seen.add(key);
      }
    }
  });
}

function writtenPolicy(policy: Policy, table: Table, found: RowSecurity): WrittenPolicy {
  const { path, range } = policy.origin;
  const made = found.writtenAt(policy.origin);
  const statement = made?.type === "SqlCreatePolicyStmt" ? made : null;
  const isHere = path === found.project.path;
  return {
    policy,
    table,
    place: statement ? nameOfPolicy(statement) : isHere ? [...range] : null,
    statement,
    using: writtenExpression(policy.using, "qual", found),
    withCheck: writtenExpression(policy.withCheck, "with_check", found),
  };
}

function writtenExpression(
  expression: Expression | null,
  field: "qual" | "with_check",
  { project, writtenAt }: RowSecurity,
): WrittenExpression | null {
  if (expression?.origin.path !== project.path) return null;
  const statement = writtenAt(expression.origin);
  const node = statement ? nodeField(statement, field) : null;
  if (statement && node && "tokens" in statement)
    return { node, placeOf: ({ range }) => range, tokens: statement.tokens };
  const { range } = expression.origin;
  return { node: expression.node, placeOf: () => [...range], tokens: null };
}

/** The name in CREATE POLICY. */
export function nameOfPolicy({ tokens, range }: SqlCreatePolicyStmt): Range {
  return tokens[2]?.range ?? range;
}
