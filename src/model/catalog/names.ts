/**
 * Names as PostgreSQL treats them: folding, the 63-byte limit, and the names that it invents for constraints,
 * indexes and sequences.
 */

/** `NAMEDATALEN - 1`: the bytes of UTF-8 that fit in a name. */
const MAX_NAME_BYTES = 63;

/** A name with the schema that was written before it, if any. */
export interface QualifiedName {
  schema: string | null;
  name: string;
}

/** The key under which the catalog holds an object: `public.User`. */
export function qualify(schema: string, name: string): string {
  return `${schema}.${name}`;
}

/** Lower-cases A–Z only: PostgreSQL leaves letters beyond ASCII alone in a UTF-8 database. */
export function foldIdentifier(identifier: string): string {
  return identifier.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}

/**
 * Reads a name as `regclass` and `regtype` read it: parts between dots, folded unless quoted, `""` for a quote.
 *
 * Of three parts the first, the database, is dropped. Null when the text is no name.
 */
export function parseQualifiedName(text: string): QualifiedName | null {
  const parts: string[] = [];
  const part = /\s*(?:"((?:[^"]|"")*)"|([^\s".]+))\s*(\.|$)/y;
  for (;;) {
    const match = part.exec(text);
    if (match === null) return null;
    const [, quoted, plain, separator] = match;
    parts.push(quoted === undefined ? foldIdentifier(plain ?? "") : quoted.replaceAll('""', '"'));
    if (separator === "") break;
  }
  const name = parts.at(-1);
  if (name === undefined || name === "" || parts.length > 3) return null;
  return { schema: parts.at(-2) ?? null, name };
}

/** Cuts a name to so many bytes of UTF-8, never inside a character (`pg_mbcliplen`). */
export function clipName(name: string, bytes: number = MAX_NAME_BYTES): string {
  if (name.length * 3 <= bytes) return name;
  let used = 0;
  let end = 0;
  for (const character of name) {
    used += utf8Length(character);
    if (used > bytes) return name.slice(0, end);
    end += character.length;
  }
  return name;
}

function utf8Length(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += utf8Length(character);
  return bytes;
}

/**
 * `name1_name2_label` in at most 63 bytes: the longer of the two names is cut, never the label.
 *
 * PostgreSQL's `makeObjectName` (src/backend/commands/indexcmds.c).
 */
export function makeObjectName(name1: string, name2: string | null, label: string): string {
  const overhead = byteLength(label) + 1 + (name2 === null ? 0 : 1);
  const available = MAX_NAME_BYTES - overhead;
  let bytes1 = byteLength(name1);
  let bytes2 = name2 === null ? 0 : byteLength(name2);
  while (bytes1 + bytes2 > available) {
    if (bytes1 > bytes2) bytes1 -= 1;
    else bytes2 -= 1;
  }
  const parts = [clipName(name1, bytes1)];
  if (name2 !== null) parts.push(clipName(name2, bytes2));
  parts.push(label);
  return parts.join("_");
}

/**
 * The first free one of `name1_name2_label`, `name1_name2_label1`, `…label2`.
 *
 * PostgreSQL's `ChooseRelationName` and `ChooseConstraintName`, which differ in what counts as taken.
 */
export function chooseObjectName(
  name1: string,
  name2: string | null,
  label: string,
  isTaken: (name: string) => boolean,
): string {
  let name = makeObjectName(name1, name2, label);
  for (let pass = 1; isTaken(name); pass++)
    name = makeObjectName(name1, name2, `${label}${String(pass)}`);
  return name;
}

/**
 * Column names joined for the middle of an invented name; stops when 63 bytes are full.
 *
 * PostgreSQL's `ChooseIndexNameAddition` and `ChooseForeignKeyConstraintNameAddition`.
 */
export function joinColumnNames(columns: readonly string[]): string {
  let joined = "";
  for (const column of columns) {
    joined = joined === "" ? column : `${joined}_${column}`;
    if (byteLength(joined) > MAX_NAME_BYTES) break;
  }
  return joined;
}

/** Makes repeated columns of one index differ: `expr`, `expr1` (`ChooseIndexColumnNames`). */
export function distinctColumnNames(columns: readonly string[]): string[] {
  const seen = new Set<string>();
  return columns.map((column) => {
    let name = column;
    for (let pass = 1; seen.has(name); pass++) {
      const suffix = String(pass);
      name = clipName(column, MAX_NAME_BYTES - suffix.length) + suffix;
    }
    seen.add(name);
    return name;
  });
}
