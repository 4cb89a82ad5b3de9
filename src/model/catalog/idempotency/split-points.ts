/** Semicolons that do not end a statement, and end it all the same for a runner that splits scripts at each of them. */

import type { Range, SqlScript, SqlStatement } from "../../../languages/postgresql/ast.ts";

export interface SplitPoint {
  /** What the semicolon stands in. */
  holder: "DO block" | "body of a function" | "string" | "quoted name" | "comment";
  range: Range;
}

/** In order, one for each statement's body, string, name and comment that holds a semicolon. */
export function splitPoints(script: SqlScript): SplitPoint[] {
  const inStatements = script.body.flatMap(pointsIn);
  const inComments = script.comments
    .filter(({ value }) => value.includes(";"))
    .filter(({ range }) => !script.body.some((statement) => isInString(statement, range)))
    .map(({ range }): SplitPoint => ({ holder: "comment", range }));
  return [...inStatements, ...inComments].toSorted((one, other) => one.range[0] - other.range[0]);
}

function pointsIn(statement: SqlStatement): SplitPoint[] {
  const held = statement.tokens.filter(
    ({ kind, text }) => (kind === "string" || kind === "quoted") && text.includes(";"),
  );
  const [first] = statement.tokens;
  const [body] = held;
  if (first === undefined || body === undefined) return [];
  if (statement.type === "SqlDoStmt") return [{ holder: "DO block", range: first.range }];
  if (statement.type === "SqlCreateFunctionStmt")
    return [{ holder: "body of a function", range: first.range }];
  return held.map(({ kind, range }) => ({
    holder: kind === "string" ? "string" : "quoted name",
    range,
  }));
}

/** Comments inside of opened bodies fall with the body. */
function isInString({ tokens, range: outer }: SqlStatement, [start, end]: Range): boolean {
  if (end <= outer[0] || outer[1] <= start) return false;
  return tokens.some(({ range }) => range[0] <= start && end <= range[1]);
}
