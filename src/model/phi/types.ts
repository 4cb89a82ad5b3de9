/** What kind of personal or health information a field holds. */
export type PhiClass =
  | "identifier"
  | "contact"
  | "demographic"
  | "financial"
  | "clinical-code"
  | "clinical-narrative"
  | "biometric"
  | "date"
  | "credential"
  | "staff";

/**
 * - `phi`: identifies a patient, plan member, relative or emergency contact, or speaks of their health;
 * - `pii`: personal data of staff and of other people, and IP addresses;
 * - `credential`: a password, secret, token or key, or the hash of one;
 * - `none`: anything else, and whatever cannot hold text or a date.
 */
export type PhiLabel = "phi" | "pii" | "credential" | "none";

export interface Classification {
  readonly label: PhiLabel;
  /** `null` exactly when the label is `none`. */
  readonly class: PhiClass | null;
  /** 0..1. From 0.8 on, right about 19 times of 20; 0.55 to 0.8 are generic words on patient-linked models. */
  readonly confidence: number;
  /** A sentence fragment for a message, such as "names a phone number on a patient-linked model". */
  readonly reason: string;
}

/** What a model is, by its looks and by what it points to. See `inferTraits`. */
export type ModelTrait =
  | "patient"
  | "patient-linked"
  | "clinical-record"
  | "person"
  | "staff"
  | "tenant"
  | "tenant-scoped"
  | "organisation"
  | "append-only"
  | "join"
  | "catalog"
  | "session"
  | "consent";

/** What the classifier knows of the model, derived from the schema graph by the caller. */
export interface ModelContext {
  readonly name: string;
  readonly traits: ReadonlySet<ModelTrait>;
  readonly fieldNames: readonly string[];
}

/** What the classifier knows of the field. */
export interface FieldFacts {
  readonly name: string;
  /** Prisma type: `String`, `DateTime`, `Json`, `Bytes`, `Int`, `Boolean`, the name of an enum, … */
  readonly type: string;
  readonly isList: boolean;
  readonly isEnum: boolean;
  readonly isId: boolean;
  readonly isForeignKey: boolean;
  readonly isUnique: boolean;
  /** Text of the `///` comments, without the slashes. */
  readonly documentation: string | null;
  /** `Uuid`, `VarChar`, … with or without `@db.` and arguments. */
  readonly nativeType: string | null;
}

export interface ClassifyOptions {
  /** Fields that are PHI whatever their name: `Model.field`, with `*` for any run of characters. */
  readonly include?: readonly string[];
  /** Fields that are not PHI whatever their name, written likewise. Wins over `include`. */
  readonly exclude?: readonly string[];
  /** Codes of the languages that names are read in besides English (`es`, `pt`, `de`, `fr`); default: all. */
  readonly languages?: readonly string[];
  /** Let personal data of staff and of other people count as `phi`. */
  readonly includeStaff?: boolean;
}

/** The little of a model that trait inference needs. */
export interface ModelGraphNode {
  readonly name: string;
  readonly fields: readonly {
    readonly name: string;
    readonly type: string;
    readonly isList: boolean;
    readonly isId: boolean;
    readonly isUnique: boolean;
    /** True for a field that is not optional. */
    readonly isRequired?: boolean;
  }[];
  /** Models that this one holds a foreign key to; `fieldName` is the key's scalar or the relation field. */
  readonly references: readonly {
    readonly model: string;
    readonly required: boolean;
    readonly fieldName: string;
  }[];
}
