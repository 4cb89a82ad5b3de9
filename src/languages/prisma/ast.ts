/**
 * The syntax tree of a Prisma schema file.
 *
 * Every node carries `range`: `[start, end)` in UTF-16 code units from 0. Node types are prefixed with
 * `Prisma` so that no rule written for JavaScript ever fires on them. The tree says what is written, never
 * what it means: relations, database names and defaults are the business of `model/schema`.
 */

export type Range = [start: number, end: number];

interface NodeBase {
  range: Range;
}

/** A name as written: of a block, a field, an enum value, an argument. */
export interface PrismaName extends NodeBase {
  type: "PrismaName";
  name: string;
}

/** `// text`, `/// text` or `/* text *\/`. `value` is the text without its markers. */
export interface PrismaComment extends NodeBase {
  type: "PrismaComment";
  kind: "line" | "doc" | "block";
  value: string;
}

/** A line (or the rest of one) that is no valid syntax, with what the engine would say of it. */
export interface PrismaInvalid extends NodeBase {
  type: "PrismaInvalid";
  message: string;
}

/** `"text"`. `value` has its escapes resolved. */
export interface PrismaString extends NodeBase {
  type: "PrismaString";
  value: string;
}

/** A number as written, so that no digit of a Decimal is lost. */
export interface PrismaNumber extends NodeBase {
  type: "PrismaNumber";
  raw: string;
}

/** A bare word or dotted path in value position: `true`, `ADMIN`, `userId`, `address.city`. */
export interface PrismaConstant extends NodeBase {
  type: "PrismaConstant";
  name: string;
}

/** `autoincrement()`, `uuid(7)`, `userId(sort: Desc)`, `raw("…")`. */
export interface PrismaFunctionCall extends NodeBase {
  type: "PrismaFunctionCall";
  callee: PrismaName;
  arguments: PrismaArgument[];
}

export interface PrismaArray extends NodeBase {
  type: "PrismaArray";
  elements: PrismaExpression[];
}

/** `{ deletedAt: null }`, as `where:` takes it since Prisma 7. */
export interface PrismaObject extends NodeBase {
  type: "PrismaObject";
  entries: PrismaObjectEntry[];
}

export interface PrismaObjectEntry extends NodeBase {
  type: "PrismaObjectEntry";
  key: PrismaName;
  value: PrismaExpression;
}

export type PrismaExpression =
  PrismaString | PrismaNumber | PrismaConstant | PrismaFunctionCall | PrismaArray | PrismaObject;

/** An argument of an attribute or function; `name` is null for a positional one, `value` for `name:` alone. */
export interface PrismaArgument extends NodeBase {
  type: "PrismaArgument";
  name: PrismaName | null;
  value: PrismaExpression | null;
}

/** `@id`, `@db.VarChar(255)`, `@relation(…)`. `name.name` is without `@`, dotted for native types. */
export interface PrismaAttribute extends NodeBase {
  type: "PrismaAttribute";
  name: PrismaName;
  /** Null where the attribute has no parentheses. */
  arguments: PrismaArgument[] | null;
}

/** `@@index([a, b])`, `@@map("t")`. `name.name` is without `@@`. */
export interface PrismaBlockAttribute extends NodeBase {
  type: "PrismaBlockAttribute";
  name: PrismaName;
  arguments: PrismaArgument[] | null;
}

/** The type of a field: `String`, `Post[]`, `Unsupported("point")?`. */
export interface PrismaFieldType extends NodeBase {
  type: "PrismaFieldType";
  /** The bare type name; `Unsupported` for `Unsupported("…")`. */
  name: PrismaName;
  arity: "required" | "optional" | "list";
  /** The database type inside `Unsupported("…")`, else null. */
  unsupported: PrismaString | null;
}

export interface PrismaField extends NodeBase {
  type: "PrismaField";
  name: PrismaName;
  fieldType: PrismaFieldType;
  attributes: PrismaAttribute[];
  /** The doc comment as Prisma attaches it (lines joined with `\n`), null without one. */
  documentation: string | null;
}

export interface PrismaEnumValue extends NodeBase {
  type: "PrismaEnumValue";
  name: PrismaName;
  attributes: PrismaAttribute[];
  documentation: string | null;
}

/** `provider = "postgresql"` in a datasource or generator. */
export interface PrismaProperty extends NodeBase {
  type: "PrismaProperty";
  key: PrismaName;
  /** Null where nothing follows the equals sign. */
  value: PrismaExpression | null;
}

interface BlockBase extends NodeBase {
  /** The keyword as a token: `model`, `enum`, … */
  keyword: PrismaName;
  name: PrismaName;
  /** From `{` to `}`, both included. */
  bodyRange: Range;
  documentation: string | null;
}

export type PrismaModelMember = PrismaField | PrismaBlockAttribute | PrismaInvalid;

export interface PrismaModel extends BlockBase {
  type: "PrismaModel";
  members: PrismaModelMember[];
}

export interface PrismaView extends BlockBase {
  type: "PrismaView";
  members: PrismaModelMember[];
}

/** `type Address { … }`: MongoDB's embedded documents. */
export interface PrismaCompositeType extends BlockBase {
  type: "PrismaCompositeType";
  members: PrismaModelMember[];
}

export interface PrismaEnum extends BlockBase {
  type: "PrismaEnum";
  members: (PrismaEnumValue | PrismaBlockAttribute | PrismaInvalid)[];
}

export interface PrismaDatasource extends BlockBase {
  type: "PrismaDatasource";
  members: (PrismaProperty | PrismaInvalid)[];
}

export interface PrismaGenerator extends BlockBase {
  type: "PrismaGenerator";
  members: (PrismaProperty | PrismaInvalid)[];
}

/** Blocks whose members are fields. */
export type PrismaModelLike = PrismaModel | PrismaView | PrismaCompositeType;

export type PrismaBlock = PrismaModelLike | PrismaEnum | PrismaDatasource | PrismaGenerator;

/** The root: a whole file. */
export interface PrismaSchema extends NodeBase {
  type: "PrismaSchema";
  /** Root nodes have an explicit location; all others are computed when asked for. Lines and columns from 1. */
  loc: {
    start: { line: number; column: number };
    end: { line: number; column: number };
  };
  body: (PrismaBlock | PrismaInvalid)[];
  /** All comments in source order. */
  comments: PrismaComment[];
  /** What a syntax check says, in source order; `range` is the smallest wrong piece. */
  errors: PrismaSyntaxError[];
  /** `prisma-8` when the file's first line declares the next dialect, which this parser does not read. */
  dialect: "prisma" | "prisma-8";
}

export interface PrismaSyntaxError {
  message: string;
  range: Range;
}

export type PrismaNode =
  | PrismaSchema
  | PrismaBlock
  | PrismaModelMember
  | PrismaEnumValue
  | PrismaProperty
  | PrismaAttribute
  | PrismaArgument
  | PrismaFieldType
  | PrismaExpression
  | PrismaObjectEntry
  | PrismaName;

/** The children of each node type, in source order, for traversal. */
export const visitorKeys: Record<PrismaNode["type"], string[]> = {
  PrismaSchema: ["body"],
  PrismaModel: ["keyword", "name", "members"],
  PrismaView: ["keyword", "name", "members"],
  PrismaCompositeType: ["keyword", "name", "members"],
  PrismaEnum: ["keyword", "name", "members"],
  PrismaDatasource: ["keyword", "name", "members"],
  PrismaGenerator: ["keyword", "name", "members"],
  PrismaField: ["name", "fieldType", "attributes"],
  PrismaFieldType: ["name", "unsupported"],
  PrismaEnumValue: ["name", "attributes"],
  PrismaProperty: ["key", "value"],
  PrismaAttribute: ["name", "arguments"],
  PrismaBlockAttribute: ["name", "arguments"],
  PrismaArgument: ["name", "value"],
  PrismaFunctionCall: ["callee", "arguments"],
  PrismaArray: ["elements"],
  PrismaObject: ["entries"],
  PrismaObjectEntry: ["key", "value"],
  PrismaString: [],
  PrismaNumber: [],
  PrismaConstant: [],
  PrismaName: [],
  PrismaInvalid: [],
};
