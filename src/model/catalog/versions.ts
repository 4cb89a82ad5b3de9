/** A map that remembers what it held before each migration, without a copy of it for each. */

/** Takes back what was done to several maps since a mark. Costs nothing while no mark is open. */
export class Journal {
  #undo: (() => void)[] = [];
  #open = 0;

  get isOpen(): boolean {
    return this.#open > 0;
  }

  /** Opens a mark; each is to be closed by `keep` or `rollback`, innermost first. */
  mark(): number {
    this.#open += 1;
    return this.#undo.length;
  }

  keep(): void {
    this.#open -= 1;
    if (this.#open === 0) this.#undo = [];
  }

  rollback(mark: number): void {
    for (const undo of this.#undo.splice(mark).reverse()) undo();
    this.keep();
  }

  record(undo: () => void): void {
    this.#undo.push(undo);
  }
}

interface Version<Value> {
  file: number;
  /** Undefined when the file removed it. */
  value: Value | undefined;
}

/** A map of immutable values by name, with a version of each for each file that changed it. */
export class VersionedMap<Value> {
  readonly #journal: Journal;
  readonly #current = new Map<string, Value>();
  readonly #versions = new Map<string, Version<Value>[]>();
  readonly #changed = new Set<string>();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  get(key: string): Value | undefined {
    return this.#current.get(key);
  }

  get size(): number {
    return this.#current.size;
  }

  has(key: string): boolean {
    return this.#current.has(key);
  }

  entries(): IterableIterator<[string, Value]> {
    return this.#current.entries();
  }

  values(): IterableIterator<Value> {
    return this.#current.values();
  }

  set(key: string, value: Value): void {
    this.#write(key, value);
  }

  delete(key: string): void {
    if (this.#current.has(key)) this.#write(key, undefined);
  }

  #write(key: string, value: Value | undefined): void {
    if (this.#journal.isOpen) {
      const previous = this.#current.get(key);
      this.#journal.record(() => {
        this.#put(key, previous);
      });
    }
    this.#put(key, value);
    this.#changed.add(key);
  }

  #put(key: string, value: Value | undefined): void {
    if (value === undefined) this.#current.delete(key);
    else this.#current.set(key, value);
  }

  /** Files what has changed as the work of this file; files come in ascending order. */
  seal(file: number): void {
    for (const key of this.#changed) {
      const version = { file, value: this.#current.get(key) };
      const versions = this.#versions.get(key);
      if (versions === undefined) this.#versions.set(key, [version]);
      else versions.push(version);
    }
    this.#changed.clear();
  }

  /** The value of a key before the work of this file. */
  getBefore(key: string, file: number): Value | undefined {
    return lastBefore(this.#versions.get(key) ?? [], file)?.value;
  }

  /** The whole map before the work of this file, as a copy. */
  before(file: number): Map<string, Value> {
    const map = new Map<string, Value>();
    for (const [key, versions] of this.#versions) {
      const value = lastBefore(versions, file)?.value;
      if (value !== undefined) map.set(key, value);
    }
    return map;
  }
}

function lastBefore<Value>(
  versions: readonly Version<Value>[],
  file: number,
): Version<Value> | undefined {
  let low = 0;
  let high = versions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const version = versions[middle];
    if (version !== undefined && version.file < file) low = middle + 1;
    else high = middle;
  }
  return versions[low - 1];
}
