/** What one statement, or one command of ALTER TABLE, does to the objects of a database. */

import type {
  Range,
  SqlAlterTableCmd,
  SqlStatement,
  SqlToken,
} from "../../../languages/postgresql/ast.ts";
import type { ObjectStore } from "./objects.ts";
import type { Dependent } from "./stored-objects.ts";
import type { ObjectRef } from "./references.ts";

/** Something that must be there, or must not, or the command fails. */
export interface Requirement {
  ref: ObjectRef;
  exists: boolean;
  /** PostgreSQL's error; null when it does not fail but makes a duplicate under another name. */
  sqlstate: string | null;
  /**
   * A column or table that a query reads. It may be a variable or a system column: only what was dropped or renamed is
   * known to be missing.
   */
  isRead?: boolean;
  /** Of rows: why they are not to be written again. */
  because?: Repetition["because"];
}

/** What writing the same rows again does. */
export interface Repetition {
  /** PostgreSQL's error; null when it does not fail, or not for certain. */
  sqlstate: string | null;
  /**
   * `key`: a unique key has them already. `noKey`: none does, so that they come twice. `unknownKey`: one or the other.
   * `ownValue`: values are computed from those that they replace. `ownOutput`: they are computed from a column that
   * holds, by then, what the statement has made of it.
   */
  because: "key" | "noKey" | "unknownKey" | "ownValue" | "ownOutput";
}

export interface Command {
  /** As it is written, in capitals: `CREATE TABLE`, `ADD CONSTRAINT`. */
  action: string;
  /** The tokens that `action` spells. */
  keyword: Range;
  subject: ObjectRef;
  /** The command of ALTER TABLE that this is. */
  node: SqlAlterTableCmd | null;
  /** In the order in which PostgreSQL looks. */
  requires: readonly Requirement[];
  /** What is required because of what has been made before; asked after all of `requires`. */
  requiresBesides: (store: ObjectStore) => readonly Requirement[];
  /** IF EXISTS and IF NOT EXISTS: nothing is done when one of these holds. */
  moot: readonly Omit<Requirement, "sqlstate">[];
  /** Of DROP without CASCADE: what needs the dropped object, so that it fails with 2BP01. */
  blockedBy: (store: ObjectStore) => Dependent | null;
  apply: (store: ObjectStore) => void;
}

type Described = Pick<Command, "action" | "keyword" | "subject" | "apply"> & Partial<Command>;

const NOTHING: readonly never[] = [];
const nothing = () => NOTHING;
const nobody = () => null;

/** Every command has the same fields in the same order, which keeps access to them fast. */
export function command(described: Described): Command {
  return {
    action: described.action,
    keyword: described.keyword,
    subject: described.subject,
    node: described.node ?? null,
    requires: described.requires ?? NOTHING,
    requiresBesides: described.requiresBesides ?? nothing,
    moot: described.moot ?? NOTHING,
    blockedBy: described.blockedBy ?? nobody,
    apply: described.apply,
  };
}

export function mustExist(ref: ObjectRef, sqlstate: string): Requirement {
  return { ref, exists: true, sqlstate };
}

export function mustBeReadable(ref: ObjectRef, sqlstate: string): Requirement {
  return { ref, exists: true, sqlstate, isRead: true };
}

export function mustBeAbsent(ref: ObjectRef, sqlstate: string | null): Requirement {
  return { ref, exists: false, sqlstate };
}

/** A stretch of a statement's tokens, as text in capitals and as a range. */
export interface Phrase {
  action: string;
  keyword: Range;
}

/** The tokens from index `from` up to the first of `words`, that one included. */
export function phraseTo(
  { tokens }: Pick<SqlStatement, "tokens">,
  words: readonly string[],
  from = 0,
): Phrase {
  const found = tokens.findIndex((token, index) => index >= from && isWord(token, ...words));
  return phrase(tokens.slice(from, (found < 0 ? from : found) + 1));
}

export function phrase(tokens: readonly SqlToken[]): Phrase {
  const start = tokens[0]?.range[0] ?? 0;
  return {
    action: tokens.map((token) => token.text.toUpperCase()).join(" "),
    keyword: [start, tokens.at(-1)?.range[1] ?? start],
  };
}

export function isWord(token: SqlToken | undefined, ...words: readonly string[]): boolean {
  return token?.kind === "word" && words.includes(token.value);
}
