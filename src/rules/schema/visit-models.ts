import type { PrismaModel } from "../../languages/prisma/ast.ts";
import type { Model, SchemaModel } from "../../model/schema/types.ts";
import { projectOf } from "../../project/snapshot.ts";
import type { LintedFile, Project } from "../../project/snapshot.ts";
import type { PrismaVisitor } from "../types.ts";

interface Options {
  /** Also check schemas of other databases; the default is PostgreSQL alone. */
  anyDatabase?: boolean;
}

/** Whether the linted file is a schema that rules speak of. */
export function isLinted(project: Project, { anyDatabase }: Options): boolean {
  if (project.role !== "schema" && project.role !== "alone") return false;
  return anyDatabase === true || project.isPostgres;
}

/**
 * A visitor that calls `check` for each model of the linted file. Files that are no part of the schema, the
 * second of two models of one name, and views are passed over.
 */
export function visitModels(
  context: LintedFile,
  check: (model: Model, schema: SchemaModel, project: Project) => void,
  options: Options = {},
): PrismaVisitor {
  const project = projectOf(context);
  const { schema } = project;
  if (!schema || !isLinted(project, options)) return {};
  return {
    PrismaModel(node: PrismaModel) {
      const model = schema.models.get(node.name.name);
      if (model?.node === node) check(model, schema, project);
    },
  };
}
