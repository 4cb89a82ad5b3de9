import type {
  SqlAlterTableCmd,
  SqlCreatePolicyStmt,
  SqlStatement,
} from "../../languages/postgresql/ast.ts";
import type { Provenance, Table } from "../../model/catalog/types.ts";
import { projectOf } from "../../project/snapshot.ts";
import type { LintedFile, Project } from "../../project/snapshot.ts";
import type { SqlVisitor } from "../types.ts";

type Written = SqlAlterTableCmd | SqlCreatePolicyStmt | SqlStatement;

type OriginOf = (table: Table) => Provenance | null;

/** Often one table; a loop has put many under row-level security with one command. */
interface Blamed {
  origin: Provenance;
  tables: readonly Table[];
  /** For messages. */
  names: string;
}

/** The linted script beside what all scripts together have made of the tables. */
export interface RowSecurity {
  /** As they are when all migrations have run. */
  tables: readonly Table[];
  project: Project;
  /** Tables by what is to blame for them, as far as that stands in the linted script. */
  blamedHere: (tables: readonly Table[], originOf: OriginOf) => Blamed[];
  /** The statement or command that made a fact; undefined for what dynamic SQL has made, and in other scripts. */
  writtenAt: (origin: Provenance) => Written | undefined;
}

/** Most scripts say nothing of it, and are passed over before anything is computed. */
const TELLTALE = /\bpolicy\b|\brow\s+level\s+security\b/i;

/** A visitor that calls `check` once, for a script that speaks of row-level security and is not applied yet. */
export function visitRowSecurity(
  context: LintedFile,
  check: (found: RowSecurity) => void,
): SqlVisitor {
  const project = projectOf(context);
  if (!project.isPostgres || project.isApplied) return {};
  if (!TELLTALE.test(context.sourceCode.text)) return {};
  const written = new Map<string, Written>();
  const note = (node: Written) => {
    written.set(String(node.range), node);
  };
  return {
    SqlAlterTableCmd: note,
    SqlCreatePolicyStmt: note,
    SqlAlterPolicyStmt: note,
    "SqlScript:exit"() {
      check({
        tables: [...project.catalog.tables.values()],
        project,
        blamedHere: (tables, originOf) => byOrigin(tables, originOf, project.path),
        writtenAt: ({ path, range }) =>
          path === project.path ? written.get(String(range)) : undefined,
      });
    },
  };
}

function byOrigin(tables: readonly Table[], originOf: OriginOf, path: string): Blamed[] {
  const groups = new Map<string, { origin: Provenance; tables: Table[] }>();
  for (const table of tables) {
    const origin = originOf(table);
    if (origin?.path !== path) continue;
    const group = groups.get(String(origin.range)) ?? { origin, tables: [] };
    groups.set(String(origin.range), group);
    group.tables.push(table);
  }
  return [...groups.values()].map((group) => ({ ...group, names: namesOf(group.tables) }));
}

function namesOf(tables: readonly Table[]): string {
  return tables.map(({ name }) => `'${name}'`).join(", ");
}
