import type { SqlScript } from "../../languages/postgresql/ast.ts";
import type { Catalog } from "../catalog/types.ts";

/**
 * What is computed of a script and the catalog that it finds, once for all rules that ask.
 *
 * It is kept with the catalog, which goes when the script has been linted; the script stays as long as its file.
 */
export function oncePerScript<Result>(
  compute: (script: SqlScript, before: Catalog) => Result,
): (script: SqlScript, before: Catalog) => Result {
  const known = new WeakMap<Catalog, { script: SqlScript; result: Result }>();
  return (script, before) => {
    const last = known.get(before);
    if (last?.script === script) return last.result;
    const result = compute(script, before);
    known.set(before, { script, result });
    return result;
  };
}
