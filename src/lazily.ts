/** An object whose properties are got when they are first asked for, and kept. */
export function lazily<Key extends string, Value>(
  keys: readonly Key[],
  get: (key: Key) => Value,
): Readonly<Record<Key, Value>> {
  const object = {} as Record<Key, Value>;
  for (const key of keys) {
    Object.defineProperty(object, key, {
      enumerable: true,
      configurable: true,
      get() {
        const value = get(key);
        Object.defineProperty(object, key, { enumerable: true, value });
        return value;
      },
    });
  }
  return object;
}
