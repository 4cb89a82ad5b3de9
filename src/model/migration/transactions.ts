/** What a script's own BEGIN, COMMIT and ROLLBACK do that its author can hardly have meant. */

import type {
  SqlBlock,
  SqlNode,
  SqlPlainStatement,
  SqlScript,
  SqlStatement,
} from "../../languages/postgresql/ast.ts";
import { field, forEachNode, isA } from "../catalog/tree.ts";

/** BEGIN, COMMIT or ROLLBACK: of SQL, or of PL/pgSQL. */
export type TransactionCommand = SqlStatement | SqlPlainStatement;

export type TransactionFault =
  /** BEGIN while `opener` is open: it does nothing, and the first COMMIT ends both. */
  | { fault: "nested"; node: TransactionCommand; opener: SqlStatement }
  /** COMMIT or ROLLBACK of what the script has not begun. */
  | { fault: "unopened"; node: TransactionCommand }
  /** BEGIN that nothing ends. */
  | { fault: "unclosed"; node: TransactionCommand }
  /** ROLLBACK of all that was done since `opener`. */
  | { fault: "undone"; node: TransactionCommand; opener: SqlStatement }
  /** COMMIT or ROLLBACK in a block that PostgreSQL lets neither of them end. */
  | { fault: "insideBlock"; node: TransactionCommand; reason: BlockReason }
  /** A transaction of its own in the midst of a script that is run as one. */
  | { fault: "partial"; node: TransactionCommand };

/** What keeps a block from ending a transaction. */
export type BlockReason = "transaction" | "handler" | "execute";

interface Options {
  /** Whether the whole script is sent to PostgreSQL as one implicit transaction. */
  isOneTransaction: boolean;
}

interface OpenTransaction {
  opener: SqlStatement;
  /** What it has run so far. */
  statements: SqlStatement[];
  /** Whether other statements stand above it. */
  isMidway: boolean;
}

/** The faults of a script's transaction commands, in the order of the text. */
export function transactionFaults(script: SqlScript, options: Options): TransactionFault[] {
  const walk = new TransactionWalk(options, script.body.length);
  for (const statement of script.body) walk.step(statement);
  return walk.finish();
}

class TransactionWalk {
  readonly #options: Options;
  readonly #length: number;
  readonly #faults: TransactionFault[] = [];
  #position = 0;
  #open: OpenTransaction | null = null;

  constructor(options: Options, length: number) {
    this.#options = options;
    this.#length = length;
  }

  step(statement: SqlStatement): void {
    const kind = transactionKind(statement);
    if (kind === "begin") this.#begin(statement);
    else if (kind === "commit" || kind === "rollback") this.#end(statement, kind);
    else this.#run(statement);
    this.#position += 1;
  }

  finish(): TransactionFault[] {
    if (this.#open) this.#faults.push({ fault: "unclosed", node: this.#open.opener });
    return this.#faults;
  }

  #begin(statement: SqlStatement): void {
    if (this.#open) {
      this.#faults.push({ fault: "nested", node: statement, opener: this.#open.opener });
      return;
    }
    this.#open = { opener: statement, statements: [], isMidway: this.#position > 0 };
  }

  #end(statement: SqlStatement, kind: "commit" | "rollback"): void {
    const open = this.#open;
    if (!open) {
      this.#faults.push({ fault: "unopened", node: statement });
      return;
    }
    if (kind === "rollback" && open.statements.length > 0)
      this.#faults.push({ fault: "undone", node: statement, opener: open.opener });
    else if (this.#isPartial(open)) this.#faults.push({ fault: "partial", node: open.opener });
    this.#open =
      field(statement, "chain") === true
        ? { opener: statement, statements: [], isMidway: true }
        : null;
  }

  /** Part of a script that would be atomic without it. Prisma writes its own way to change an enum like that. */
  #isPartial({ isMidway, statements }: OpenTransaction): boolean {
    if (!this.#options.isOneTransaction || isEnumChange(statements)) return false;
    return isMidway || this.#position < this.#length - 1;
  }

  #run(statement: SqlStatement): void {
    this.#open?.statements.push(statement);
    if (statement.type !== "SqlDoStmt" || !statement.body) return;
    const isInTransaction =
      this.#open !== null || (this.#options.isOneTransaction && this.#length > 1);
    this.#faults.push(...blockFaults(statement.body, isInTransaction));
  }
}

function transactionKind(node: SqlNode): "begin" | "commit" | "rollback" | null {
  if (!isTransactionCommand(node)) return null;
  switch (field(node, "kind")) {
    case "TRANS_STMT_BEGIN":
    case "TRANS_STMT_START":
      return "begin";
    case "TRANS_STMT_COMMIT":
    case "TRANS_STMT_PREPARE":
      return "commit";
    case "TRANS_STMT_ROLLBACK":
      return "rollback";
    default:
      // Savepoints, and what concerns prepared transactions.
      return null;
  }
}

/** The new type made, the columns moved over, the types renamed: what Prisma writes to remove an enum's value. */
function isEnumChange(statements: readonly SqlStatement[]): boolean {
  return (
    statements.some(({ type }) => type === "SqlCreateEnumStmt") &&
    statements.some((one) => one.type === "SqlRenameStmt" && one.renameType === "OBJECT_TYPE")
  );
}

/** COMMIT and ROLLBACK in a block, and why each fails when it is reached. */
function blockFaults(block: SqlBlock, isInTransaction: boolean): TransactionFault[] {
  const reasons = new Map<TransactionCommand, BlockReason>();
  forEachNode(block, (node) => {
    if (node.type === "SqlExecute")
      for (const command of node.sql?.filter(isTransactionCommand) ?? [])
        reasons.set(command, "execute");
    else if (isInTransaction && isEnd(node)) reasons.set(node, "transaction");
    else if (node.type === "SqlBlock" && node.handlers.length > 0)
      forEachNode(node.body, (inner) => {
        if (isEnd(inner)) reasons.set(inner, "handler");
      });
  });
  return [...reasons].map(([node, reason]) => ({ fault: "insideBlock", node, reason }));
}

function isTransactionCommand(node: SqlNode): boolean {
  return isA(node, "SqlTransactionStmt");
}

function isEnd(node: SqlNode): node is SqlPlainStatement {
  return (
    node.type === "SqlPlainStatement" && (node.keyword === "commit" || node.keyword === "rollback")
  );
}
