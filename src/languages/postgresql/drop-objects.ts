import type { SqlDropObject, SqlOther } from "./ast.ts";
import type { TokenList, Window } from "./token-list.ts";

/** How many words name the kind of object in DROP; one unless said here. */
const KIND_WORDS: Record<string, number> = {
  OBJECT_MATVIEW: 2,
  OBJECT_FOREIGN_TABLE: 2,
  OBJECT_EVENT_TRIGGER: 2,
  OBJECT_ACCESS_METHOD: 2,
  OBJECT_OPCLASS: 2,
  OBJECT_OPFAMILY: 2,
  OBJECT_FDW: 3,
  OBJECT_TSPARSER: 3,
  OBJECT_TSDICTIONARY: 3,
  OBJECT_TSTEMPLATE: 3,
  OBJECT_TSCONFIGURATION: 3,
};

/** The objects of a converted DROP statement in one shape, each with the range of its segment. */
export function dropObjects(node: SqlOther, tokens: TokenList, window: Window): SqlDropObject[] {
  const objects = Array.isArray(node.objects) ? node.objects : [];
  const segments = tokens.segments(objectList(node, tokens, window));
  const isMapped = segments.length === objects.length;
  return objects.map((object, index) => ({
    type: "SqlDropObject",
    range: tokens.range((isMapped ? segments[index] : undefined) ?? window),
    names: namesOf(object),
  }));
}

/** What stands between the kind of object and CASCADE. */
function objectList(node: SqlOther, tokens: TokenList, window: Window): Window {
  const kind = typeof node.removeType === "string" ? node.removeType : "";
  let from = window.from + 1 + (KIND_WORDS[kind] ?? 1);
  if (kind === "OBJECT_LANGUAGE" && tokens.isWord(from, "language")) from++;
  if (node.concurrent === true) from++;
  if (node.missing_ok === true) from += 2;
  const last = window.to - 1;
  const hasBehavior = tokens.isWord(last, "cascade") || tokens.isWord(last, "restrict");
  return { from, to: hasBehavior && last > from ? last : window.to };
}

/** The dotted name of a converted String, List, TypeName or ObjectWithArgs. */
function namesOf(object: unknown): string[] {
  if (Array.isArray(object)) return object.flatMap(namesOf);
  if (typeof object !== "object" || object === null) return [];
  if ("sval" in object && typeof object.sval === "string") return [object.sval];
  if ("items" in object) return namesOf(object.items);
  if ("names" in object) return namesOf(object.names);
  if ("objname" in object) return namesOf(object.objname);
  return [];
}
