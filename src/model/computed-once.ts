/** What is computed of an object, kept for as long as the object lives. */
export function computedOnce<Key extends object, Value>(
  known: WeakMap<Key, Value>,
  key: Key,
  compute: (key: Key) => Value,
): Value {
  let value = known.get(key);
  if (value === undefined) {
    value = compute(key);
    known.set(key, value);
  }
  return value;
}
