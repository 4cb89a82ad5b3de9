function sameElements<Item>(a: readonly Item[], b: readonly Item[]): boolean {
  return a === b || (a.length === b.length && a.every((item, index) => item === b[index]));
}

/** The last result of `compute` for each key, reused while its inputs are the very same objects. */
export function remembered<Input, Result>(
  compute: (inputs: readonly Input[]) => Result,
): (key: string, inputs: readonly Input[]) => Result {
  const known = new Map<string, { inputs: readonly Input[]; result: Result }>();
  return (key, inputs) => {
    const last = known.get(key);
    if (last && sameElements(last.inputs, inputs)) return last.result;
    const result = compute(inputs);
    known.set(key, { inputs, result });
    return result;
  };
}
