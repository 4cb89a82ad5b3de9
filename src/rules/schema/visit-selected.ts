import type { PrismaSchema } from "../../languages/prisma/ast.ts";
import { unusablePatterns } from "../../model/schema/selectors.ts";
import type { Selector } from "../../model/schema/selectors.ts";
import type { Model, SchemaModel } from "../../model/schema/types.ts";
import { projectOf } from "../../project/snapshot.ts";
import type { LintedFile, Project } from "../../project/snapshot.ts";
import { placeOf } from "../place-of.ts";
import type { PrismaContext, PrismaVisitor } from "../types.ts";
import { visitModels } from "./visit-models.ts";

/** The message of every rule with selectors for a regular expression that is none. */
export const UNUSABLE_PATTERN =
  "The option '{{pattern}}' is no regular expression ({{problem}}), and what it should select is not checked.";

type Context = LintedFile &
  Pick<PrismaContext<{ MessageIds: "unusablePattern" }>, "report" | "sourceCode">;

/**
 * A visitor that calls `check` for each model of the linted file, whatever the database, and reports in the schema's first
 * file the regular expressions among a rule's selectors that cannot be used.
 */
export function visitSelected(
  context: Context,
  selectors: readonly (Selector | undefined)[],
  check: (model: Model, schema: SchemaModel, project: Project) => void,
): PrismaVisitor {
  const visitor = visitModels(context, check, { anyDatabase: true });
  const unusable = unusablePatterns(selectors);
  if (unusable.length === 0) return visitor;
  return {
    ...visitor,
    PrismaSchema(node) {
      if (!isFirstFile(projectOf(context))) return;
      for (const data of unusable) {
        context.report({ loc: firstLine(context, node), messageId: "unusablePattern", data });
      }
    },
  };
}

/** Whether the linted file is the one that speaks for its whole schema. */
export function isFirstFile({ role, schema, path }: Project): boolean {
  return role === "alone" || (role === "schema" && schema?.files[0]?.path === path);
}

/** The first line of a file with anything on it. */
export function firstLine({ sourceCode }: Pick<Context, "sourceCode">, { range }: PrismaSchema) {
  const { text } = sourceCode;
  const start = text.length - text.trimStart().length;
  const end = text.slice(start, range[1]).search(/[\r\n]|$/u) + start;
  return placeOf(sourceCode, [start, end]);
}
