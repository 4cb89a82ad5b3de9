/** Whether a name is one of several, case and underscores aside: `deleted_at` is `deletedAt`. */
export function isOneOf(name: string, names: readonly string[]): boolean {
  return names.some((other) => isSameName(name, other));
}

/** Letter by letter, since nearly all pairs part at their first one, and each field meets many names. */
function isSameName(one: string, other: string): boolean {
  let at = afterUnderscores(one, 0);
  let otherAt = afterUnderscores(other, 0);
  while (at < one.length && otherAt < other.length) {
    if (lowerCase(one.charCodeAt(at)) !== lowerCase(other.charCodeAt(otherAt))) return false;
    at = afterUnderscores(one, at + 1);
    otherAt = afterUnderscores(other, otherAt + 1);
  }
  return at === one.length && otherAt === other.length;
}

const UNDERSCORE = 0x5f;

function afterUnderscores(name: string, start: number): number {
  let at = start;
  while (name.charCodeAt(at) === UNDERSCORE) at++;
  return at;
}

/** Names in a schema are ASCII: other letters are never the same as a name's. */
function lowerCase(code: number): number {
  return code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
}
