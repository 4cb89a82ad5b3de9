/** Names that are remembered; a schema of hundreds of models has some ten thousand. */
const MOST_NAMES = 50_000;

/** What a pure function makes of names: an editor asks for the same few thousand at every keystroke. */
export class NameCache<Value extends object> {
  readonly #values = new Map<string, Value>();

  get(name: string): Value | undefined {
    return this.#values.get(name);
  }

  set(name: string, value: Value): void {
    if (this.#values.size >= MOST_NAMES) this.#values.clear();
    this.#values.set(name, value);
  }

  /** What is known of a name, else what `compute` makes of it. */
  of(name: string, compute: (name: string) => Value): Value {
    let value = this.get(name);
    if (value === undefined) {
      value = compute(name);
      this.set(name, value);
    }
    return value;
  }
}
