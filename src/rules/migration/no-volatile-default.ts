import type { SqlColumnDef, SqlNode } from "../../languages/postgresql/ast.ts";
import { calledFunction, forEachNode } from "../../model/catalog/tree.ts";
import { isSerial } from "../../model/migration/not-null.ts";
import { docsUrl } from "../docs-url.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";
import { visitSharedCommands } from "./visit-commands.ts";

type MessageIds = "function" | "sequence" | "generated";

/** Functions of PostgreSQL and its usual extensions that give another value for each row. */
const VOLATILE = new Set(
  (
    "random random_normal clock_timestamp timeofday nextval gen_random_uuid uuidv4 uuidv7 uuid_generate_v1 " +
    "uuid_generate_v1mc uuid_generate_v4 gen_random_bytes gen_salt"
  ).split(" "),
);

const rule: SqlRuleDefinition<{ MessageIds: MessageIds; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow new columns whose default has PostgreSQL write every row anew",
      url: docsUrl("no-volatile-default"),
      presets: ["strict"],
      area: "migrations",
      controls: [],
      risk: "medium",
    },
    languages: [POSTGRESQL],
    schema: [],
    messages: {
      function:
        "{{function}}() gives each row its own value, so PostgreSQL writes all of '{{table}}' anew under an ACCESS EXCLUSIVE lock: nobody reads or writes it until that is done. Add the column without a default, set the default, and fill the rows in batches.",
      sequence:
        "A column that counts up is filled in every row, so PostgreSQL writes all of '{{table}}' anew under an ACCESS EXCLUSIVE lock: nobody reads or writes it until that is done. Add a plain column, fill it in batches, and give it its sequence then.",
      generated:
        "A stored generated column is computed for every row, so PostgreSQL writes all of '{{table}}' anew under an ACCESS EXCLUSIVE lock: nobody reads or writes it until that is done. Add a plain column, fill it in batches, and keep it by a trigger.",
    },
  },
  create(context) {
    return visitSharedCommands(context, ({ statement, command }) => {
      const { def, subtype } = command;
      if (subtype !== "AT_AddColumn" || def?.type !== "SqlColumnDef") return;
      const found = rewriting(def);
      if (found === null) return;
      context.report({
        node: found.node,
        messageId: found.messageId,
        data: { table: statement.relation.relname, function: found.name },
      });
    });
  },
};

interface Rewriting {
  node: { range: [number, number] };
  messageId: MessageIds;
  name: string;
}

function rewriting({ constraints = [], typeName }: SqlColumnDef): Rewriting | null {
  if (typeName && isSerial(typeName)) return { node: typeName, messageId: "sequence", name: "" };
  for (const constraint of constraints) {
    if (constraint.contype === "CONSTR_IDENTITY") {
      return { node: constraint, messageId: "sequence", name: "" };
    }
    if (constraint.contype === "CONSTR_GENERATED" && isStored(constraint)) {
      return { node: constraint, messageId: "generated", name: "" };
    }
    const call = constraint.contype === "CONSTR_DEFAULT" ? volatileCall(constraint.raw_expr) : null;
    if (call) return { node: call, messageId: "function", name: calledFunction(call) ?? "" };
  }
  return null;
}

/** PostgreSQL 18 has virtual ones, which are computed when they are read. */
function isStored(constraint: object): boolean {
  return Reflect.get(constraint, "generated_kind") !== "v";
}

function volatileCall(expression: SqlNode | undefined): SqlNode | null {
  let found: SqlNode | null = null;
  forEachNode(expression, (node) => {
    if (VOLATILE.has(calledFunction(node) ?? "")) found = node;
  });
  return found;
}

export default rule;
