import type { RuleTextEdit, RuleTextEditor } from "@eslint/core";

import { apply } from "../../fixes/edit.ts";
import type { TextEdit } from "../../fixes/edit.ts";
import { mapBlock, mapColumn, renameField, renameType } from "../../fixes/rename.ts";
import type { Name } from "../../model/schema/names.ts";
import type { Project } from "../../project/snapshot.ts";
import { isNewColumn, isNewTable } from "./new-column.ts";

/**
 * What a report offers for a name that should be another one. A name in the database is fixed where no database has it
 * yet, or where the user wants it anyway; else, and for names in the schema, which client code speaks of, it is suggested.
 */
export function renaming(
  name: Name,
  expected: string | null,
  project: Project,
  text: string,
  fixExisting: boolean,
) {
  const none = { fix: null, suggest: null };
  if (expected === null) return none;
  const mapped = mapping(name, expected, text);
  if (mapped) {
    const fix = (fixer: RuleTextEditor): RuleTextEdit => apply(fixer, mapped());
    if (fixExisting || isNew(name, project)) return { ...none, fix };
    return { ...none, suggest: [{ messageId: "map" as const, data: { expected }, fix }] };
  }
  const edit = renamed(name, expected, project, text);
  if (!edit) return none;
  const fix = (fixer: RuleTextEditor): RuleTextEdit => apply(fixer, edit);
  return { ...none, suggest: [{ messageId: "rename" as const, data: { expected }, fix }] };
}

function mapping({ kind, owner }: Name, expected: string, text: string): (() => TextEdit) | null {
  if ("enum" in owner) {
    return kind === "enumType" ? () => mapBlock(owner.enum.node, expected, text) : null;
  }
  const { model, field } = owner;
  if (kind === "table") return () => mapBlock(model.node, expected, text);
  return kind === "column" && field ? () => mapColumn(field, expected, text) : null;
}

function isNew({ owner }: Name, project: Project): boolean {
  if ("enum" in owner) return project.role === "alone";
  return owner.field ? isNewColumn(owner.field, project) : isNewTable(owner.model, project);
}

function renamed(
  { kind, owner }: Name,
  expected: string,
  { schema }: Project,
  text: string,
): TextEdit | null {
  if (!schema) return null;
  if ("enum" in owner) {
    return kind === "enum" ? renameType(owner.enum, expected, text, schema) : null;
  }
  const { model, field } = owner;
  if (kind === "model") return renameType(model, expected, text, schema);
  return kind === "field" && field ? renameField(field, expected, text) : null;
}
