/** Whether two names differ at most in case and underscores: `deleted_at` is `deletedAt`. */
function sameName(a: string, b: string): boolean {
  const plain = (name: string): string => name.replaceAll("_", "").toLowerCase();
  return plain(a) === plain(b);
}

/** Whether a name is one of several, case and underscores aside. */
export function isOneOf(name: string, names: readonly string[]): boolean {
  return names.some((other) => sameName(name, other));
}
