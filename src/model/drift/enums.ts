import { tableOf } from "../catalog/modelled.ts";
import type { Catalog, EnumType, Provenance } from "../catalog/types.ts";
import type { Enum, Field, SchemaModel } from "../schema/types.ts";
import { differenceAt } from "./difference.ts";
import type { Difference } from "./types.ts";

export function compareEnums(schema: SchemaModel, catalog: Catalog): Difference[] {
  const types = [...catalog.enums.values()];
  const enums = [...schema.enums.values()];
  const both = enums.map((declared) => {
    return { declared, type: types.find((candidate) => isOf(candidate, declared)) };
  });
  const missing = both.filter(({ type }) => type === undefined);
  const parts = missing.length > 0 ? partsOfOthers(schema, catalog) : new Set();
  return [
    ...both.flatMap(({ declared, type }) => (type ? compareValues(declared, type) : [])),
    ...missing
      .filter(({ declared }) => !parts.has(declared.name))
      .map(({ declared }) => missingEnum(declared)),
    ...types
      .filter((type) => !enums.some((declared) => isOf(type, declared)))
      .map((type) =>
        differenceAt("extraEnum", type.origin, {
          table: type.name,
          name: type.name,
          touched: type.origin,
        }),
      ),
  ];
}

function isOf(type: EnumType, { databaseName, databaseSchema }: Enum): boolean {
  return type.name === databaseName && (databaseSchema === null || type.schema === databaseSchema);
}

/** The enums whose columns no migration makes either: the findings on those columns say it. */
function partsOfOthers({ models }: SchemaModel, catalog: Catalog): Set<string> {
  const parts = new Set<string>();
  const others = new Set<string>();
  for (const { fields } of models.values()) {
    for (const field of fields) {
      if (field.kind === "enum") (hasColumn(field, catalog) ? others : parts).add(field.type);
    }
  }
  for (const name of others) parts.delete(name);
  return parts;
}

function hasColumn({ model, databaseName }: Field, catalog: Catalog): boolean {
  const table = tableOf(model, catalog);
  return table !== undefined && (table.opaque || table.columns.has(databaseName));
}

function missingEnum({ databaseName, name, node, file }: Enum): Difference {
  const place = { path: file.path, range: node.name.range };
  return differenceAt("missingEnum", place, { table: databaseName, name });
}

/** Their order is no difference: Prisma does not change it. */
function compareValues(declared: Enum, type: EnumType): Difference[] {
  const { path } = declared.file;
  const subject = { table: type.name, touched: type.origin };
  const values = new Set(declared.values.map(({ databaseName }) => databaseName));
  return [
    ...declared.values
      .filter(({ databaseName }) => !type.values.includes(databaseName))
      .map(({ databaseName, node }) =>
        differenceAt(
          "missingEnumValue",
          { path, range: node.name.range },
          { ...subject, name: databaseName },
        ),
      ),
    ...extraValues(
      type.values.filter((value) => !values.has(value)),
      { path, range: declared.node.name.range },
      subject,
    ),
  ];
}

/** All at one place, the enum's name: told together. */
function extraValues(
  values: readonly string[],
  place: Provenance,
  subject: Pick<Difference, "table" | "touched">,
): Difference[] {
  const [first, ...others] = values;
  if (first === undefined) return [];
  if (others.length === 0)
    return [differenceAt("extraEnumValue", place, { ...subject, name: first })];
  const name = values.map((value) => `'${value}'`).join(", ");
  return [differenceAt("extraEnumValues", place, { ...subject, name })];
}
