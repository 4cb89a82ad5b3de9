/** What the rule says of a column's room, PostgreSQL says too. */

import { createCipheriv, randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { startPostgres } from "../../support/postgres.ts";

function encrypt(plain: string): string {
  const vector = randomBytes(16);
  const engine = createCipheriv("aes-256-gcm", randomBytes(32), vector);
  const text = Buffer.concat([engine.update(plain, "utf8"), engine.final()]);
  return [vector, engine.getAuthTag(), text].map((part) => part.toString("base64")).join(":");
}

it("takes 36 bytes in a column of 100 characters, and refuses 37", async () => {
  const database = await startPostgres();
  await database.exec("CREATE TABLE authorization_numbers (number varchar(100))");
  const insert = async (plain: string) =>
    database.query("INSERT INTO authorization_numbers VALUES ($1)", [encrypt(plain)]);
  await expect(insert("x".repeat(36))).resolves.toBeDefined();
  await expect(insert("x".repeat(37))).rejects.toThrow(/value too long/u);
  await database.close();
});

it("lets duplicates of encrypted values into a unique column", async () => {
  const database = await startPostgres();
  await database.exec("CREATE TABLE patients (mrn text UNIQUE)");
  for (const mrn of ["MRN-1", "MRN-1"]) {
    await database.query("INSERT INTO patients VALUES ($1)", [encrypt(mrn)]);
  }
  const { rows } = await database.query("SELECT mrn FROM patients");
  expect(rows).toHaveLength(2);
  await database.close();
});
