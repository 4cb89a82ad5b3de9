import type { PhiClass } from "../types.ts";

/** What a model is about, as far as that decides the meaning of a vague word such as `frequency`. */
export type ModelTopic =
  | "medication"
  | "condition"
  | "finding"
  | "inference"
  | "trail"
  | "message"
  | "note"
  | "measurement"
  | "care"
  | "insurance"
  | "address"
  | "person-name"
  | "human-name"
  | "contact-point"
  | "identifier"
  | "consent";

/** Whom a term may speak of. `person`: whoever the model or the qualifier names; `patient`: patients alone. */
export type TermSubject = "person" | "patient";

/**
 * Phrases of one meaning. A phrase is written in the tokens of `tokenizeName`: lower case, singular,
 * abbreviations expanded ("birth date" stands for `dob`, `dateOfBirth` and `BIRTHDATE`).
 */
export interface TermGroup {
  readonly class: PhiClass;
  /** For messages: "a phone number". */
  readonly says: string;
  readonly subject: TermSubject;
  readonly phrases: readonly string[];
  /** Confidence on a patient model or on one linked to it. */
  readonly linked: number;
  /** Confidence where the model is not known to be about patients; 0 when the word then means nothing. */
  readonly elsewhere: number;
  /** The term counts only on models about one of these. */
  readonly topics?: readonly ModelTopic[];
  /** The term counts only when it is the whole name, but for a person who owns it (`patient_first`). */
  readonly alone?: boolean;
}
