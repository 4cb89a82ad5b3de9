import type {
  SqlAlterTableCmd,
  SqlAlterTableStmt,
  SqlScript,
} from "../../languages/postgresql/ast.ts";
import { stepsOf, tableIn } from "../../model/migration/steps.ts";
import type { Step } from "../../model/migration/steps.ts";
import type { Table } from "../../model/catalog/types.ts";
import { projectOf } from "../../project/snapshot.ts";
import type { LintedFile, Project } from "../../project/snapshot.ts";
import type { SqlVisitor } from "../types.ts";

/** One command of ALTER TABLE on a table that others use. */
export interface SharedCommand {
  statement: SqlAlterTableStmt;
  command: SqlAlterTableCmd;
  step: Step;
  /** As the migrations before this one have left it; undefined when none has made it. */
  table: Table | undefined;
}

/** A visitor that calls `check` for each step of a migration that is not applied yet. */
export function visitSteps(
  context: LintedFile,
  check: (step: Step, project: Project, script: SqlScript) => void,
): SqlVisitor {
  const project = projectOf(context);
  if (!project.isPostgres || project.isApplied) return {};
  return {
    SqlScript(script) {
      for (const step of stepsOf(script, project.catalogBefore)) check(step, project, script);
    },
  };
}

/** A visitor that calls `check` for each command of ALTER TABLE on a table that the script has not made itself. */
export function visitSharedCommands(
  context: LintedFile,
  check: (command: SharedCommand, project: Project) => void,
): SqlVisitor {
  return visitSharedTables(context, (commands, project) => {
    for (const command of commands) check(command, project);
  });
}

/** A visitor that calls `check` for each ALTER TABLE of such a table, with all its commands. */
export function visitSharedTables(
  context: LintedFile,
  check: (commands: readonly SharedCommand[], project: Project) => void,
): SqlVisitor {
  return visitSteps(context, (step, project) => {
    const { statement } = step;
    if (statement.type !== "SqlAlterTableStmt" || statement.objtype !== "OBJECT_TABLE") return;
    if (step.isNew(statement.relation)) return;
    const table = tableIn(project.catalogBefore, statement.relation);
    check(
      statement.cmds.map((command) => ({ statement, command, step, table })),
      project,
    );
  });
}
