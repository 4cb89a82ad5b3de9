import { classifyCredential } from "./credential.ts";
import { classifyHealth } from "./health.ts";
import { CIPHERTEXT_WORDS, DIGEST_PHRASES, DIGEST_WORDS, FLAG_PREFIXES } from "./lexicon/heads.ts";
import { languagesOf } from "./lexicon/languages.ts";
import type { Languages } from "./lexicon/languages.ts";
import { overrideOf } from "./overrides.ts";
import { classifyDate, classifyMedicalMoment, classifyPersonal } from "./personal.ts";
import { profileOf } from "./profile.ts";
import type { ModelProfile } from "./profile.ts";
import { classifyRecordContent } from "./record-content.ts";
import type { Classification, ClassifyOptions, FieldFacts, ModelContext } from "./types.ts";
import { compoundWords, containsPhrase } from "./words.ts";

/**
 * Says what a field holds, from its name, its type, its doc comment and its place in the schema.
 *
 * Only fields that can hold text or a date are ever more than `none`: `String`, `DateTime`, `Json`, `Bytes` and
 * `Unsupported`. Foreign keys, Booleans, numbers and enums are `none`, whatever their name.
 */
export function classifyField(
  field: FieldFacts,
  model: ModelContext,
  options: ClassifyOptions = {},
): Classification {
  const read = readField(field, model, languagesOf(options.languages));
  const override = overrideOf(field, model, options);
  if (override === null) return options.includeStaff === true ? countStaffAsPhi(read) : read;
  return override.label === "phi" ? { ...override, class: read.class ?? override.class } : override;
}

function countStaffAsPhi(read: Classification): Classification {
  return read.label === "pii" ? { ...read, label: "phi" } : read;
}

function readField(field: FieldFacts, model: ModelContext, languages: Languages): Classification {
  if (field.isForeignKey || isUuid(field)) return none("is a key", 0.97);
  if (!canHoldText(field))
    return none(`is of type ${field.type}, which holds neither text nor a date`, 0.97);
  const words = compoundWords(field.name, languages);
  if (FLAG_PREFIXES.has(words[0] ?? "") && words.length > 1) return none("is a switch", 0.9);
  if (isPointer(field)) return none("points to other rows, its comment says", 0.9);
  if (isRecordCode(field, words)) return none("is the number that a row is called by", 0.9);
  const profile = profileOf(model);
  return field.type === "DateTime" ? readDate(words, profile) : readText(field, words, profile);
}

/** `/// Pointers to the claim's diagnoses`: positions or keys of rows that say it themselves. */
function isPointer({ documentation }: FieldFacts): boolean {
  return (
    documentation !== null &&
    /^\s*(?:pointers?|ind(?:ex|exes|ices)|references?|(?:foreign )?keys?|ids?) (?:to|into|of|in)\b/iu.test(
      documentation,
    )
  );
}

/** No two rows share it: of a diagnosis or a medicine the clinical code is the same in many. */
function isRecordCode({ isUnique }: FieldFacts, words: readonly string[]): boolean {
  return isUnique && words.length === 1 && words[0] === "code";
}

function canHoldText({ type, isEnum }: FieldFacts): boolean {
  return (
    !isEnum &&
    (["String", "DateTime", "Json", "Bytes"].includes(type) || type.startsWith("Unsupported"))
  );
}

function isUuid({ nativeType }: FieldFacts): boolean {
  return nativeType !== null && /(?:uuid|objectid|uniqueidentifier)/i.test(nativeType);
}

function readDate(words: readonly string[], profile: ModelProfile): Classification {
  const read = classifyDate(words, profile) ?? classifyMedicalMoment(words, profile);
  return read ?? none("names no date that identifies a person", 0.9);
}

function readText(
  field: FieldFacts,
  words: readonly string[],
  profile: ModelProfile,
): Classification {
  const plain = words.filter((word) => !CIPHERTEXT_WORDS.has(word) && !DIGEST_WORDS.has(word));
  const credential = classifyCredential(plain, words, profile);
  if (credential !== null) return credential;
  if (plain.length < words.length || containsPhrase(words, DIGEST_PHRASES))
    return none("holds ciphertext or a digest", 0.9);
  const read =
    classifyPersonal(words, profile) ??
    classifyDate(words, profile) ??
    classifyHealth(words, profile);
  const content =
    read === null || read.label === "phi" ? classifyRecordContent(field, words, profile) : null;
  if (content !== null && content.confidence > (read?.confidence ?? 0)) return content;
  if (read === null || (field.type === "Bytes" && holdsText(read)))
    return none("names nothing personal", 0.9);
  return read;
}

/** Text kept as `Bytes` is ciphertext: only pictures, recordings and documents are bytes by nature. */
function holdsText(read: Classification): boolean {
  return read.class !== "biometric" && read.class !== "clinical-narrative";
}

function none(reason: string, confidence: number): Classification {
  return { label: "none", class: null, confidence, reason };
}
