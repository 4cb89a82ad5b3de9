/**
 * The syntax tree of a SQL script, as PostgreSQL's own parser gives it, with true ranges.
 *
 * PostgreSQL's node names are kept and prefixed with `Sql`: `CreateStmt` is `SqlCreateStmt`. Fields keep
 * PostgreSQL's names and values too (`relname`, `objtype: "OBJECT_TABLE"`), so its documentation of
 * `parsenodes.h` is ours. What we add to every node: `type`, and `range`, `[start, end)` in UTF-16 code units
 * from 0, of the file (not of the statement), also for what stands inside `DO` and function bodies.
 *
 * Only the nodes that rules speak of are spelled out here. All others are `SqlOther`: converted in the
 * same way, reachable by selectors, with their fields as `unknown`.
 */

export type Range = [start: number, end: number];

export type SqlTokenKind =
  | "word" // keyword or unquoted identifier
  | "quoted" // "identifier"
  | "string" // '…', E'…', B'…', X'…', U&'…', $tag$…$tag$
  | "number"
  | "parameter" // $1
  | "operator" // =, ::, <>, …
  | "punctuation"; // ( ) [ ] , ; . :

/**
 * One token, comments excluded. `text` is as written, except in a body or EXECUTEd command between single quotes:
 * there it is what PostgreSQL reads when the quotes are off (`range` is of the file all the same).
 */
export interface SqlToken {
  kind: SqlTokenKind;
  text: string;
  /** Lower-cased for words, unquoted for quoted identifiers, both cut to 63 bytes; else the text. */
  value: string;
  range: Range;
}

/** `-- text` or a block comment. `value` is the text without its markers. */
export interface SqlComment {
  type: "SqlComment";
  kind: "line" | "block";
  value: string;
  range: Range;
}

export interface SqlSyntaxError {
  message: string;
  /** The token that PostgreSQL stumbled over. */
  range: Range;
}

interface NodeBase {
  range: Range;
}

/** `schema.table`; `range` covers the dotted name. */
export interface SqlRangeVar extends NodeBase {
  type: "SqlRangeVar";
  schemaname?: string;
  relname: string;
  relpersistence?: "p" | "t" | "u";
}

/** A name or other string; in enum labels, keys, object names. */
export interface SqlString extends NodeBase {
  type: "SqlString";
  sval: string;
}

/** `pg_catalog.timestamp(3)`, `"Role"[]`. */
export interface SqlTypeName extends NodeBase {
  type: "SqlTypeName";
  /** PostgreSQL spells built-in types in full: `["pg_catalog", "timestamptz"]` for `timestamp with time zone`. */
  names: SqlString[];
  typmods?: SqlNode[];
  arrayBounds?: SqlNode[];
}

/** PostgreSQL's `ConstrType`. */
export type SqlConstraintKind =
  | "CONSTR_NULL"
  | "CONSTR_NOTNULL"
  | "CONSTR_DEFAULT"
  | "CONSTR_IDENTITY"
  | "CONSTR_GENERATED"
  | "CONSTR_CHECK"
  | "CONSTR_PRIMARY"
  | "CONSTR_UNIQUE"
  | "CONSTR_EXCLUSION"
  | "CONSTR_FOREIGN"
  | "CONSTR_ATTR_DEFERRABLE"
  | "CONSTR_ATTR_NOT_DEFERRABLE"
  | "CONSTR_ATTR_DEFERRED"
  | "CONSTR_ATTR_IMMEDIATE";

export interface SqlConstraint extends NodeBase {
  type: "SqlConstraint";
  contype: SqlConstraintKind;
  conname?: string;
  /** Columns of PRIMARY KEY and UNIQUE. */
  keys?: SqlString[];
  /** Referencing columns of a table-level FOREIGN KEY. */
  fk_attrs?: SqlString[];
  pktable?: SqlRangeVar;
  pk_attrs?: SqlString[];
  fk_del_action?: string;
  fk_upd_action?: string;
  raw_expr?: SqlNode;
  /** Of ADD CONSTRAINT … USING INDEX. */
  indexname?: string;
  skip_validation?: boolean;
  initially_valid?: boolean;
}

export interface SqlColumnDef extends NodeBase {
  type: "SqlColumnDef";
  /** Also for ALTER COLUMN … TYPE, where PostgreSQL's own tree has it in the command alone. */
  colname: string;
  /** The name as a token. */
  nameRange: Range;
  typeName?: SqlTypeName;
  constraints?: SqlConstraint[];
  /** The USING of ALTER COLUMN … TYPE. */
  raw_default?: SqlNode;
}

export interface SqlIndexElem extends NodeBase {
  type: "SqlIndexElem";
  /** Absent for an expression. */
  name?: string;
  expr?: SqlNode;
  ordering?: string;
}

interface StatementBase extends NodeBase {
  /** The statement's own tokens, `;` excluded, in order: what fixes and messages point at. */
  tokens: SqlToken[];
}

/** CREATE TABLE. `range` ends before the `;`, as every statement's does. */
export interface SqlCreateStmt extends StatementBase {
  type: "SqlCreateStmt";
  relation: SqlRangeVar;
  tableElts?: (SqlColumnDef | SqlConstraint | SqlOther)[];
  inhRelations?: SqlRangeVar[];
  partbound?: SqlNode;
  partspec?: SqlNode;
  if_not_exists?: boolean;
}

/** CREATE TABLE … AS, CREATE MATERIALIZED VIEW. */
export interface SqlCreateTableAsStmt extends StatementBase {
  type: "SqlCreateTableAsStmt";
  into: { rel: SqlRangeVar };
  objtype: "OBJECT_TABLE" | "OBJECT_MATVIEW";
  if_not_exists?: boolean;
}

/** CREATE INDEX. */
export interface SqlIndexStmt extends StatementBase {
  type: "SqlIndexStmt";
  idxname?: string;
  relation: SqlRangeVar;
  accessMethod?: string;
  indexParams: SqlIndexElem[];
  whereClause?: SqlNode;
  unique?: boolean;
  concurrent?: boolean;
  if_not_exists?: boolean;
}

/** One comma-separated command of ALTER TABLE; `range` is that command's segment. */
export interface SqlAlterTableCmd extends NodeBase {
  type: "SqlAlterTableCmd";
  /** `AT_AddColumn`, `AT_AddConstraint`, `AT_DropColumn`, … */
  subtype: string;
  name?: string;
  /** `name` as a token. */
  nameRange?: Range;
  def?: SqlNode;
  missing_ok?: boolean;
  behavior?: "DROP_RESTRICT" | "DROP_CASCADE";
}

/** ALTER TABLE, ALTER INDEX, ALTER SEQUENCE … by `objtype`. */
export interface SqlAlterTableStmt extends StatementBase {
  type: "SqlAlterTableStmt";
  relation: SqlRangeVar;
  cmds: SqlAlterTableCmd[];
  objtype: string;
  missing_ok?: boolean;
}

/** CREATE TYPE … AS ENUM. */
export interface SqlCreateEnumStmt extends StatementBase {
  type: "SqlCreateEnumStmt";
  typeName: SqlString[];
  vals: SqlString[];
}

/** ALTER TYPE … ADD VALUE / RENAME VALUE. */
export interface SqlAlterEnumStmt extends StatementBase {
  type: "SqlAlterEnumStmt";
  typeName: SqlString[];
  oldVal?: string;
  newVal?: string;
  newValNeighbor?: string;
  newValIsAfter?: boolean;
  skipIfNewValExists?: boolean;
}

/** One object named in a DROP; `names` are the parts of its dotted name. */
export interface SqlDropObject extends NodeBase {
  type: "SqlDropObject";
  names: string[];
}

/** DROP TABLE, INDEX, TYPE, POLICY, TRIGGER, … by `removeType`. */
export interface SqlDropStmt extends StatementBase {
  type: "SqlDropStmt";
  /** Normalised from PostgreSQL's several shapes. For POLICY and TRIGGER: the table's name, then the object's. */
  objects: SqlDropObject[];
  removeType: string;
  behavior?: "DROP_RESTRICT" | "DROP_CASCADE";
  missing_ok?: boolean;
  concurrent?: boolean;
}

/** ALTER … RENAME, by `renameType`. */
export interface SqlRenameStmt extends StatementBase {
  type: "SqlRenameStmt";
  renameType: string;
  relationType?: string;
  relation?: SqlRangeVar;
  object?: SqlNode;
  /** The old name, of a column or constraint. */
  subname?: string;
  newname: string;
  missing_ok?: boolean;
}

export interface SqlCreatePolicyStmt extends StatementBase {
  type: "SqlCreatePolicyStmt";
  policy_name: string;
  table: SqlRangeVar;
  cmd_name: string;
  permissive?: boolean;
  qual?: SqlNode;
  with_check?: SqlNode;
}

export interface SqlCreateTrigStmt extends StatementBase {
  type: "SqlCreateTrigStmt";
  replace?: boolean;
  isconstraint?: boolean;
  trigname: string;
  relation: SqlRangeVar;
  funcname: SqlString[];
}

export interface SqlCreateFunctionStmt extends StatementBase {
  type: "SqlCreateFunctionStmt";
  is_procedure?: boolean;
  replace?: boolean;
  funcname: SqlString[];
  options?: SqlNode[];
  /** The opened body when the language is plpgsql and the body could be read. */
  body: SqlBlock | null;
}

/** DO $$ … $$. */
export interface SqlDoStmt extends StatementBase {
  type: "SqlDoStmt";
  /** The opened body; null when the language is not plpgsql. */
  body: SqlBlock | null;
}

export interface SqlDeleteStmt extends StatementBase {
  type: "SqlDeleteStmt";
  relation: SqlRangeVar;
  whereClause?: SqlNode;
}

export interface SqlTruncateStmt extends StatementBase {
  type: "SqlTruncateStmt";
  relations: SqlRangeVar[];
  behavior?: "DROP_RESTRICT" | "DROP_CASCADE";
}

// ---- PL/pgSQL --------------------------------------------------------------------------------------------

/** A PL/pgSQL block: `[DECLARE …] BEGIN … [EXCEPTION WHEN … THEN …] END`. */
export interface SqlBlock extends NodeBase {
  type: "SqlBlock";
  declarations: SqlDeclaration[];
  body: SqlBodyStatement[];
  handlers: SqlExceptionHandler[];
}

/** A variable of DECLARE; `value` is the expression of its default. */
export interface SqlDeclaration extends NodeBase {
  type: "SqlDeclaration";
  name: string;
  value: SqlExpression | null;
}

/** `WHEN duplicate_object OR others THEN …`. Condition names in lower case; SQLSTATE codes as `sqlstate 42710`. */
export interface SqlExceptionHandler extends NodeBase {
  type: "SqlExceptionHandler";
  conditions: SqlConditionName[];
  body: SqlBodyStatement[];
}

export interface SqlConditionName extends NodeBase {
  type: "SqlConditionName";
  name: string;
}

/**
 * An expression of PL/pgSQL, parsed as `SELECT <expression>`. `expression` is what was selected when that is one
 * value alone, else the whole `SqlSelectStmt` (`a FROM t WHERE …` is an expression too); null when it failed.
 */
export interface SqlExpression extends NodeBase {
  type: "SqlExpression";
  tokens: SqlToken[];
  expression: SqlNode | null;
}

/** IF … END IF, and CASE … END CASE, whose WHENs are branches alike. */
export interface SqlIf extends NodeBase {
  type: "SqlIf";
  /** What `CASE x WHEN 1, 2 THEN` compares its conditions with; null for IF and for CASE WHEN. */
  argument: SqlExpression | null;
  /** IF and ELSIF (or WHEN) branches, in order. */
  branches: SqlIfBranch[];
  otherwise: SqlBodyStatement[] | null;
}

export interface SqlIfBranch extends NodeBase {
  type: "SqlIfBranch";
  condition: SqlExpression;
  body: SqlBodyStatement[];
}

/** LOOP, WHILE, FOR, FOREACH. */
export interface SqlLoop extends NodeBase {
  type: "SqlLoop";
  /**
   * What stands before LOOP, from WHILE, FOR or FOREACH on; null for a bare LOOP. Its `expression` is the condition,
   * the query, the array or the EXECUTEd command; null for a range of numbers and for a cursor.
   */
  header: SqlExpression | null;
  body: SqlBodyStatement[];
}

/** EXECUTE: `command` is the first expression; `sql` the statements when it is one constant string. */
export interface SqlExecute extends NodeBase {
  type: "SqlExecute";
  command: SqlExpression;
  /** What USING hands over. */
  parameters: SqlExpression[];
  sql: SqlStatement[] | null;
}

/** RAISE, RETURN, PERFORM, assignment, NULL, …: PL/pgSQL that makes no object. */
export interface SqlPlainStatement extends NodeBase {
  type: "SqlPlainStatement";
  /**
   * The first word, in lower case: `raise`, `return`, `perform`, `null`, …; `:=` for an assignment. RETURN NEXT and
   * RETURN QUERY, which do not leave the function, are `return next` and `return query`.
   */
  keyword: string;
  tokens: SqlToken[];
  /** Its expressions and queries, in order: what is assigned, returned, performed, raised. */
  expressions: SqlExpression[];
}

export type SqlBodyStatement =
  SqlStatement | SqlBlock | SqlIf | SqlLoop | SqlExecute | SqlPlainStatement;

// ---- the rest --------------------------------------------------------------------------------------------

/** The type of a node that is not spelled out here: `Sql` and PostgreSQL's name. Branded, so that narrowing works. */
export type SqlOtherType = `Sql${string}` & { readonly brand: "other" };

/** Any other node of PostgreSQL's, converted alike. As a statement it has `tokens`. */
export interface SqlOther extends NodeBase {
  type: SqlOtherType;
  [field: string]: unknown;
}

/** A statement of a kind not spelled out here: GRANT, COMMENT, INSERT, … */
export interface SqlOtherStatement extends SqlOther {
  tokens: SqlToken[];
}

/** A statement that does not parse: linted by `valid-sql` alone. */
export interface SqlInvalid extends StatementBase {
  type: "SqlInvalid";
  message: string;
}

/** The statements that rules know; every other kind arrives as `SqlOtherStatement`. */
export type SqlKnownStatement =
  | SqlCreateStmt
  | SqlCreateTableAsStmt
  | SqlIndexStmt
  | SqlAlterTableStmt
  | SqlCreateEnumStmt
  | SqlAlterEnumStmt
  | SqlDropStmt
  | SqlRenameStmt
  | SqlCreatePolicyStmt
  | SqlCreateTrigStmt
  | SqlCreateFunctionStmt
  | SqlDoStmt
  | SqlDeleteStmt
  | SqlTruncateStmt
  | SqlInvalid;

export type SqlStatement = SqlKnownStatement | SqlOtherStatement;

/** The root: a whole script. */
export interface SqlScript extends NodeBase {
  type: "SqlScript";
  /** Lines and columns from 1. */
  loc: {
    start: { line: number; column: number };
    end: { line: number; column: number };
  };
  body: SqlStatement[];
  /** In order, also those inside of opened bodies. */
  comments: SqlComment[];
  /** Those outside of bodies; a body is one string token. */
  tokens: SqlToken[];
  errors: SqlSyntaxError[];
}

export type SqlNode =
  | SqlScript
  | SqlStatement
  | SqlBodyStatement
  | SqlRangeVar
  | SqlString
  | SqlTypeName
  | SqlConstraint
  | SqlColumnDef
  | SqlIndexElem
  | SqlAlterTableCmd
  | SqlDropObject
  | SqlDeclaration
  | SqlExceptionHandler
  | SqlConditionName
  | SqlExpression
  | SqlIfBranch
  | SqlOther;
