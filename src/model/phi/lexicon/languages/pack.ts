/** What a language calls the things that the lexicon knows in English. */
export interface LanguagePack {
  /** ISO 639-1. */
  readonly code: string;
  /** Whether what a noun belongs to follows it: `telefono_paciente` is a patient's phone. */
  readonly headFirst: boolean;
  /**
   * Single words, in lower case and without accents, by the English of the lexicon. Words that mean something
   * else in English names (`data`, `kind`, `portable`) are left out.
   */
  readonly words: Readonly<Record<string, string>>;
  /** Several words together, without what joins them: `correo electronico`, `mot passe` for `mot de passe`. */
  readonly phrases: Readonly<Record<string, string>>;
  /** Words of medicine that need no English: their presence makes a field of a patient's row speak of health. */
  readonly medical: readonly string[];
  /** Words about a record and not about the patient, which no other part of the lexicon asks for. */
  readonly administrative: readonly string[];
}
