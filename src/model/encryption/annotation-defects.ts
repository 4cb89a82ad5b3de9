/**
 * What is wrong with annotations of prisma-field-encryption, by its own reading (version 1.6): it looks for
 * `@encrypted` and `@encryption:hash(field)` anywhere in the documentation of a field, passes over whatever else is
 * there, and throws where the annotated field cannot be encrypted.
 */

import { nearest } from "../../text/nearest.ts";
import { listOf } from "../phi/lexicon/list.ts";
import { PhraseIndex, compoundWords } from "../phi/words.ts";
import type { Field, Model } from "../schema/types.ts";
import { commentsOf } from "./annotation-comments.ts";
import { firstFound, namesOf, replacement, textOf } from "./annotation-defect.ts";
import type { AnnotationDefect, FoundAnnotation } from "./annotation-defect.ts";
import { ENCRYPTED_OPTIONS, HASH_OPTIONS, optionDefects } from "./annotation-options.ts";
import { slashDefects, strayDefects, tagDefects } from "./annotation-tags.ts";
import { ENCRYPTED, HASH, modeOf, readAnnotations } from "./annotations.ts";
import type { Range } from "./types.ts";

/**
 * Everything that is wrong with the annotations of a model, field by field.
 *
 * @param isMapped whether an encryption map has the field, so that a `// @encrypted` merely repeats it
 */
export function annotationDefects(
  model: Model,
  isMapped: (field: Field) => boolean,
): AnnotationDefect[] {
  const { ofFields, others } = commentsOf(model);
  const hashes = new Map<string, Field>();
  const ofEach = model.fields.flatMap((field) => {
    const comments = (ofFields.get(field.node) ?? []).map(textOf);
    const encrypted = firstFound(comments, ENCRYPTED);
    const hash = firstFound(comments, HASH);
    return [
      ...comments.flatMap((comment) => slashDefects(comment, field, isMapped(field))),
      ...comments.flatMap((comment) => tagDefects(comment, field)),
      ...(encrypted ? encryptedDefects(encrypted, field) : []),
      ...(hash ? hashDefects(hash, field, hashes) : []),
    ];
  });
  return [...ofEach, ...others.flatMap((comment) => strayDefects(textOf(comment), model))];
}

function encryptedDefects(found: FoundAnnotation, field: Field): AnnotationDefect[] {
  const data = namesOf(field);
  return [
    ...typeDefects("@encrypted", found, field),
    ...(isListOfTexts(field) ? [listDefect(found, data)] : []),
    ...(modeOf(found.groups.query ?? "") === "readonly" ? [readonlyDefect(found, data)] : []),
    ...optionDefects(found, ENCRYPTED_OPTIONS, data),
  ];
}

function readonlyDefect(
  { range }: FoundAnnotation,
  data: Record<string, string>,
): AnnotationDefect {
  return { kind: "readonly", range, data, correction: replacement(range, "@encrypted") };
}

/** Lists of texts pass the library's check of types, and it encrypts nothing of them. */
function isListOfTexts({ type, arity }: Field): boolean {
  return type === "String" && arity === "list";
}

function listDefect({ range }: FoundAnnotation, data: Record<string, string>): AnnotationDefect {
  return { kind: "list", range, data, correction: null };
}

function typeDefects(
  annotation: string,
  { range }: FoundAnnotation,
  field: Field,
): AnnotationDefect[] {
  if (field.type === "String") return [];
  const data = { ...namesOf(field), annotation, type: field.type };
  return [{ kind: "type", range, data, correction: null }];
}

/** @param hashes the hash fields so far, by the name of the field whose hash they keep */
function hashDefects(
  found: FoundAnnotation,
  field: Field,
  hashes: Map<string, Field>,
): AnnotationDefect[] {
  const source = found.groups.field ?? "";
  const data = { ...namesOf(field), source };
  const earlier = hashes.get(source);
  hashes.set(source, field);
  return [
    ...typeDefects("@encryption:hash", found, field),
    ...optionDefects(found, HASH_OPTIONS, data),
    ...sourceDefects(found, field, data),
    ...(earlier ? [sameSourceDefect(found, { ...data, earlier: earlier.name })] : []),
    ...(isSalted(found) || !hasFewValues(source) ? [] : [unsaltedDefect(found, data)]),
  ];
}

type HashData = Record<string, string> & { source: string };

function sourceRange({ range }: FoundAnnotation, { source }: HashData): Range {
  const start = range[0] + "@encryption:hash(".length;
  return [start, start + source.length];
}

function sourceDefects(
  found: FoundAnnotation,
  { model, name }: Field,
  data: HashData,
): AnnotationDefect[] {
  const range = sourceRange(found, data);
  const source = model.field(data.source);
  if (source && isEncrypted(source)) return [];
  const encrypted = model.fields.filter((other) => other.name !== name && isEncrypted(other));
  const meant = nearest(
    data.source,
    encrypted.map((other) => other.name),
  );
  const hint = meant === null ? "" : ` Did you mean '${meant}'?`;
  const correction = meant === null ? null : replacement(range, meant);
  const kind = source ? "plainSource" : "unknownSource";
  return [{ kind, range, data: { ...data, hint }, correction }];
}

function isEncrypted({ documentation }: Field): boolean {
  return readAnnotations(documentation).encrypted !== null;
}

function sameSourceDefect(found: FoundAnnotation, data: HashData): AnnotationDefect {
  return { kind: "sameSource", range: sourceRange(found, data), data, correction: null };
}

function isSalted({ groups }: FoundAnnotation): boolean {
  const options = new URLSearchParams(groups.query ?? "");
  return ["salt", "saltEnv"].some((name) => (options.get(name) ?? "") !== "");
}

/** Values of which there are so few that somebody with the hashes tries them all, by their field's last words. */
const FEW_VALUES = new PhraseIndex(
  listOf(`
    ssn, social security, social security number, last 4, last four, tax id, sin, nino, cpf, bsn,
    national id, phone, mobile, fax, cell, birth date, birth, zip code, zip, postal code, pin, mrn,
    medical record, medical record number, nhs number, medicare, medicaid, npi, dea, member id,
    subscriber id, policy number, account number, card number, routing number, iban, passport,
    license, license number, health card, insurance number, gender, sex, race
  `).map((phrase) => [phrase, phrase]),
);

function hasFewValues(name: string): boolean {
  return FEW_VALUES.matchEnd(compoundWords(name)) !== null;
}

/** The library's own variable, named in the annotation, has the effect that it had unnamed; and it is seen here. */
function unsaltedDefect(
  { range, text, groups }: FoundAnnotation,
  data: HashData,
): AnnotationDefect {
  const added = `${groups.query === undefined ? "?" : "&"}saltEnv=PRISMA_FIELD_ENCRYPTION_HASH_SALT`;
  const end: Range = [range[1], range[1]];
  const correction = { range: end, text: added, shown: text + added };
  return { kind: "unsalted", range, data, correction };
}
