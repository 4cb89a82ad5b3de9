/**
 * What a script has made, changed and dropped so far: objects that are known to be there, known to be gone, or
 * not known. It starts knowing nothing, so that it is right about a script whose history nobody has.
 */

import { isPartial, lists } from "../guards.ts";
import type { GuardTest } from "../guards.ts";
import type { QualifiedName } from "../names.ts";
import type { Table } from "../types.ts";
import type { ObjectKind, ObjectRef } from "./references.ts";
import {
  anyPresence,
  hasSignature,
  isPart,
  keyOfObject,
  kindsInCatalog,
  knownPresence,
  objectKey,
  ownerOf,
  partKey,
  partPresence,
  presenceOf,
  spaceOf,
  WITHOUT_SCHEMA,
} from "./stored-objects.ts";
import type {
  DatabaseObject,
  Dependent,
  ObjectTraits,
  Part,
  PartTraits,
  Presence,
} from "./stored-objects.ts";

/** Looks up a table in the catalog that the script finds. */
export type TableBefore = (name: QualifiedName) => Table | undefined;

type Objects = Map<string, DatabaseObject | null>;

export class ObjectStore<Actor = unknown> {
  /** Where names without a schema are taken to stand. */
  searchPath = "public";
  /** Whether the script has made an enum. */
  hasMadeEnum = false;
  /** Whether anything was dropped, renamed or emptied. */
  hasTaken = false;
  /** What is charged with changes. */
  actor: Actor | null = null;
  readonly #tableBefore: TableBefore;
  #objects: Objects = new Map();
  readonly #changers = new Map<string, Actor>();
  /** Keys of objects by space and bare name, as guards ask for them. Only ever grows. */
  readonly #keysByName = new Map<string, Set<string>>();
  /** Owners of parts by kind and name. Only ever grows. */
  readonly #ownersByPart = new Map<string, Set<DatabaseObject>>();
  #journal: (() => void)[] | null = null;

  constructor(tableBefore: TableBefore) {
    this.#tableBefore = tableBefore;
  }

  // ---- questions -----------------------------------------------------------------------------------------

  presence(ref: ObjectRef): Presence {
    // DROP FUNCTION may leave the arguments out.
    if (hasSignature(ref.object) && !ref.name.includes("("))
      return this.#objectByName(ref.object, ref.name);
    if (ref.of === null) return presenceOf(this.#objects.get(this.#keyOf(ref.object, ref)));
    const owner = this.#objects.get(this.#keyOf(ownerOf(ref.object), ref.of));
    return owner ? partPresence(owner, partKey(ref)) : presenceOf(owner);
  }

  /** Whether it was dropped or renamed, and is not only unknown to a table whose parts are known. */
  isGone(ref: ObjectRef): boolean {
    if (this.presence(ref) !== "absent") return false;
    const owner = ref.of && this.find(ownerOf(ref.object), ref.of);
    return !owner || owner.parts.has(partKey(ref));
  }

  /** Whether the test of a guard holds; null when this is not known. */
  testHolds({ object, name, of, exists, source }: GuardTest): boolean | null {
    if (name === null) return null;
    const presence = isPart(object)
      ? knownPresence(kindsInCatalog(object).map((kind) => this.#partByName(kind, name, of)))
      : this.#objectByName(object, name, source);
    return presence === "unknown" ? null : (presence === "present") === exists;
  }

  /** `source`: the catalog that is asked, which may not list what is there. */
  #objectByName(object: ObjectKind, name: string, source = ""): Presence {
    const keys = this.#keysByName.get(`${spaceOf(object)}:${name}`) ?? [];
    const own = anyPresence(
      [...keys].map((key) => {
        const found = this.#objects.get(key);
        return found && !lists(source, object, found.variety) ? "absent" : presenceOf(found);
      }),
    );
    // A table's row type is a type as well.
    const isRowType =
      object === "type" && !isPartial(source) && this.#objectByName("relation", name) === "present";
    return isRowType ? "present" : own;
  }

  #partByName(object: ObjectKind, name: string, of: string | null): Presence {
    const key = `${object}:${name}`;
    const ownerKind = ownerOf(object);
    const space = spaceOf(ownerKind);
    const owners =
      of === null ? [...(this.#ownersByPart.get(key) ?? [])] : this.#objectsNamed(space, of);
    const found = anyPresence(
      owners.map((owner) => (this.#isThere(owner) ? partPresence(owner, key) : "absent")),
    );
    const isOwnerGone = of !== null && this.#objectByName(ownerKind, of) === "absent";
    return isOwnerGone ? "absent" : found;
  }

  #objectsNamed(space: string, name: string): DatabaseObject[] {
    const keys = this.#keysByName.get(`${space}:${name}`) ?? [];
    return [...keys].map((key) => this.#objects.get(key)).filter((one) => one != null);
  }

  /** The table as the migrations before have made it; null when they did not, or the script has made it anew. */
  known({ schema, name }: QualifiedName): Table | null {
    const own = this.find("table", { schema, name });
    return own?.isComplete === true ? null : (this.#tableBefore({ schema, name }) ?? null);
  }

  find(object: ObjectKind, name: QualifiedName): DatabaseObject | null {
    return this.#objects.get(this.#keyOf(object, name)) ?? null;
  }

  /** All objects of a kind and bare name, as `DROP FUNCTION f` may mean any. */
  findNamed(object: ObjectKind, name: string): DatabaseObject[] {
    return this.#objectsNamed(spaceOf(object), name);
  }

  /** Something that is there and needs one of the objects: they cannot be dropped without CASCADE. */
  dependentOf(objects: readonly DatabaseObject[]): Dependent | null {
    for (const object of objects)
      for (const dependent of object.usedBy)
        if (!objects.includes(this.#ownerOf(dependent)) && this.#isThere(dependent))
          return dependent;
    return null;
  }

  /** A foreign key that points at a key's columns, or at one column. */
  foreignKeyTo(
    table: DatabaseObject,
    columns: readonly string[],
    isWholeKey: boolean,
  ): Part | null {
    const primaryKey = [...table.parts.values()].find((part) => part?.isPrimaryKey)?.columns ?? [];
    for (const dependent of table.usedBy) {
      if (!("owner" in dependent) || dependent.references?.table !== table) continue;
      const target = dependent.references.columns ?? primaryKey;
      const isHit = columns.every((column) => target.includes(column));
      if (isHit && (!isWholeKey || target.length === columns.length) && this.#isThere(dependent))
        return dependent;
    }
    return null;
  }

  #ownerOf(dependent: Dependent): DatabaseObject {
    return "owner" in dependent ? dependent.owner : dependent;
  }

  #isThere(one: Dependent): boolean {
    if ("owner" in one)
      return this.#isThere(one.owner) && one.owner.parts.get(partKey(one)) === one;
    return this.#objects.get(keyOfObject(one)) === one;
  }

  // ---- changes -------------------------------------------------------------------------------------------

  /** The object; taken to be there, with parts unknown, when nothing is known of it. */
  need(object: ObjectKind, name: QualifiedName): DatabaseObject {
    return this.find(object, name) ?? this.create(object, name, {});
  }

  create(object: ObjectKind, name: QualifiedName, traits: ObjectTraits): DatabaseObject {
    const created: DatabaseObject = {
      space: spaceOf(object),
      schema: this.#schemaOf(object, name.schema),
      name: name.name,
      parts: new Map(),
      isComplete: traits.isComplete ?? false,
      variety: traits.variety ?? null,
      usedBy: new Set(),
      table: traits.table ?? null,
      isTemporary: traits.isTemporary ?? false,
    };
    this.hasMadeEnum ||= created.variety === "enum";
    this.#setObject(created, created);
    for (const used of traits.uses ?? []) used?.usedBy.add(created);
    return created;
  }

  /** Notes that the object is gone, and with a table its indexes. */
  drop(object: ObjectKind, name: QualifiedName): void {
    const dropped = this.find(object, name);
    if (dropped !== null) this.dropObject(dropped);
    else this.#set(this.#objects, this.#noted(object, name), null);
  }

  /** A schema goes with all that is in it. */
  dropSchema(name: string): void {
    this.drop("schema", { schema: null, name });
    for (const object of this.#objects.values())
      if (object?.schema === name) this.dropObject(object);
  }

  dropObject(object: DatabaseObject): void {
    this.#setObject(object, null);
    if (object.table !== null) this.#set(object.table.parts, `index:${object.name}`, null);
    for (const part of object.parts.values()) if (part?.index) this.#setObject(part.index, null);
  }

  /** The connection ends. */
  dropTemporary(): void {
    for (const object of this.#objects.values()) if (object?.isTemporary) this.dropObject(object);
  }

  /** What CASCADE takes along. */
  dropDependents(object: DatabaseObject): void {
    for (const dependent of object.usedBy) {
      if (!this.#isThere(dependent)) continue;
      if ("owner" in dependent) this.takePart(dependent);
      else this.dropObject(dependent);
    }
  }

  rename(object: DatabaseObject, to: Partial<QualifiedName>): void {
    const { schema, name, table } = object;
    const part = table?.parts.get(`index:${name}`);
    this.#setObject(object, null);
    if (table && part) this.#set(table.parts, `index:${name}`, null);
    object.schema = to.schema ?? schema;
    object.name = to.name ?? name;
    this.#setObject(object, object);
    if (table && part) this.setPart(table, "index", object.name, { ...part });
    this.#journal?.push(() => Object.assign(object, { schema, name }));
  }

  setPart(owner: DatabaseObject, object: ObjectKind, name: string, traits: PartTraits): void {
    const part: Part = {
      object,
      name,
      owner,
      columns: traits.columns ?? [],
      index: traits.index ?? null,
      isPrimaryKey: traits.isPrimaryKey ?? false,
      isKey: traits.isKey ?? false,
      references: traits.references ?? null,
      uses: traits.uses ?? [],
      rows: traits.rows ?? null,
      filledBy: traits.filledBy ?? new Set(),
    };
    this.#noteOwner(owner, partKey(part));
    this.#charge(`${keyOfObject(owner)}/${partKey(part)}`);
    this.#set(owner.parts, partKey(part), part);
    for (const used of part.uses) used?.usedBy.add(part);
  }

  /** Takes a part away and leaves what hangs on it. */
  removePart(owner: DatabaseObject, object: ObjectKind, name: string): void {
    this.#removePart(owner, `${object}:${name}`);
  }

  #removePart(owner: DatabaseObject, key: string): void {
    this.#charge(`${keyOfObject(owner)}/${key}`);
    this.#set(owner.parts, key, null);
  }

  #charge(key: string): void {
    if (this.actor !== null) this.#changers.set(key, this.actor);
  }

  /** Drops a part; with a column, the indexes and constraints on it. */
  dropPart(owner: DatabaseObject, object: ObjectKind, name: string): void {
    const key = `${object}:${name}`;
    const part = owner.parts.get(key);
    if (part) this.takePart(part);
    else {
      this.#noteOwner(owner, key);
      this.#removePart(owner, key);
    }
  }

  takePart(part: Part): void {
    const { owner } = part;
    this.#removePart(owner, partKey(part));
    if (part.index) this.#setObject(part.index, null);
    if (part.isPrimaryKey) this.#set(owner.parts, "primaryKey:", null);
    if (part.object !== "column") return;
    for (const other of [...owner.parts.values()])
      if (other?.columns.includes(part.name)) this.takePart(other);
  }

  renamePart(owner: DatabaseObject, object: ObjectKind, from: string, to: string): void {
    const part = owner.parts.get(`${object}:${from}`);
    this.#removePart(owner, `${object}:${from}`);
    this.#noteOwner(owner, `${object}:${from}`);
    this.setPart(owner, object, to, part ?? {});
    if (part?.index) this.rename(part.index, { name: to });
    if (object !== "column") return;
    for (const other of [...owner.parts.values()]) {
      if (!other?.columns.includes(from)) continue;
      const columns = other.columns.map((column) => (column === from ? to : column));
      this.setPart(owner, other.object, other.name, { ...other, columns });
    }
  }

  /** Dynamic SQL may have changed anything. */
  forget(): void {
    const before = this.#objects;
    this.#journal?.push(() => {
      this.#objects = before;
    });
    this.#objects = new Map();
  }

  // ---- comparing two moments ------------------------------------------------------------------------------

  /** All that is known, by key: whether it is there. */
  inventory(): Map<string, boolean> {
    const known = new Map<string, boolean>();
    for (const [key, object] of this.#objects) {
      known.set(key, object !== null);
      for (const [part, value] of object?.parts ?? []) known.set(`${key}/${part}`, value !== null);
    }
    return known;
  }

  /** Who has taken away for good what was there, and who has made what was not. */
  changesSince(before: ReadonlyMap<string, boolean>): { lost: Set<Actor>; made: Set<Actor> } {
    const changes = { lost: new Set<Actor>(), made: new Set<Actor>() };
    for (const [key, isThere] of this.inventory()) {
      const wasThere = before.get(key);
      const actor = this.#changers.get(key);
      if (wasThere === undefined || wasThere === isThere || actor === undefined) continue;
      changes[isThere ? "made" : "lost"].add(actor);
    }
    return changes;
  }

  // ---- undoing -------------------------------------------------------------------------------------------

  /** Runs what a failure may undo; undoes it when `run` returns true. */
  attempt(run: () => boolean): void {
    const outer = this.#journal;
    const journal: (() => void)[] = [];
    this.#journal = journal;
    const failed = run();
    this.#journal = outer;
    if (failed) for (const undo of journal.reverse()) undo();
    else outer?.push(...journal);
  }

  #set<Value>(map: Map<string, Value>, key: string, value: Value): void {
    const before = map.get(key);
    const had = map.has(key);
    map.set(key, value);
    this.hasTaken ||= value === null;
    this.#journal?.push(() => {
      if (had && before !== undefined) map.set(key, before);
      else map.delete(key);
    });
  }

  #setObject(object: DatabaseObject, value: DatabaseObject | null): void {
    const key = keyOfObject(object);
    this.#noteKey(object.space, object.name, key);
    this.#charge(key);
    this.#set(this.#objects, key, value);
  }

  // ---- keys ----------------------------------------------------------------------------------------------

  #schemaOf(object: ObjectKind, schema: string | null): string {
    return WITHOUT_SCHEMA.has(object) ? "" : (schema ?? this.searchPath);
  }

  #keyOf(object: ObjectKind, { schema, name }: QualifiedName): string {
    return objectKey(spaceOf(object), this.#schemaOf(object, schema), name);
  }

  #noted(object: ObjectKind, name: QualifiedName): string {
    const key = this.#keyOf(object, name);
    this.#noteKey(spaceOf(object), name.name, key);
    return key;
  }

  #noteKey(space: string, name: string, key: string): void {
    const bare = hasSignature(space) ? name.replace(/\(.*$/s, "") : name;
    noteIn(this.#keysByName, `${space}:${bare}`, key);
  }

  #noteOwner(owner: DatabaseObject, key: string): void {
    noteIn(this.#ownersByPart, key, owner);
  }
}

function noteIn<Value>(index: Map<string, Set<Value>>, key: string, value: Value): void {
  const values = index.get(key);
  if (values === undefined) index.set(key, new Set([value]));
  else values.add(value);
}
