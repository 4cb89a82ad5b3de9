/** What the rule says of rows, against PostgreSQL itself: a script runs once, and then again over its own rows. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { parseScript } from "../../../src/languages/postgresql/parser.ts";
import { findUnsafeStatements } from "../../../src/model/catalog/idempotency.ts";
import { replay } from "../../../src/model/catalog/replay.ts";
import { Database } from "./idempotency-database.ts";

/** `fails`: with an error; `changes`: without one, and the rows are others then; `rests`: they are the same. */
type SecondRun = "fails" | "changes" | "rests";

interface DataCase {
  setup: string;
  script: string;
  second: SecondRun;
  /** Why it is reported, when it is: by what PostgreSQL does, unless said here. */
  because?: string | null;
}

const ROLE = `CREATE TABLE role (id INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name TEXT, n INT, tags JSONB);`;
const KEYED = `CREATE TABLE role (id TEXT PRIMARY KEY, name TEXT UNIQUE, n INT);`;
const OLD = `CREATE TABLE old (id TEXT PRIMARY KEY, name TEXT); INSERT INTO old VALUES ('a', 'x');`;

const CASES: Record<string, DataCase> = {
  "a row with its key": {
    setup: KEYED,
    script: `INSERT INTO role (id, name) VALUES ('a', 'x'), ('b', 'y');`,
    second: "fails",
    because: "key",
  },
  "a unique column": {
    setup: `CREATE TABLE role (id SERIAL PRIMARY KEY, name TEXT); CREATE UNIQUE INDEX i ON role (name);`,
    script: `INSERT INTO role (name) VALUES ('x');`,
    second: "fails",
    because: "key",
  },
  "columns by position": {
    setup: KEYED,
    script: `INSERT INTO role VALUES ('a', 'x', 1);`,
    second: "fails",
    because: "key",
  },
  "a row with a key of a sequence": {
    setup: ROLE,
    script: `INSERT INTO role (name) VALUES ('x');`,
    second: "changes",
    because: "noKey",
  },
  "a random key": {
    setup: `CREATE TABLE role (id UUID PRIMARY KEY, name TEXT);`,
    script: `INSERT INTO role (id, name) VALUES (gen_random_uuid(), 'x');`,
    second: "changes",
    because: "noKey",
  },
  "rows of another table": {
    setup: KEYED + OLD,
    script: `INSERT INTO role (id, name) SELECT id, name FROM old;`,
    second: "fails",
    because: "unknownKey",
  },
  "DO NOTHING with a key": {
    setup: KEYED,
    script: `INSERT INTO role (id, name) VALUES ('a', 'x') ON CONFLICT DO NOTHING;`,
    second: "rests",
  },
  "DO NOTHING on one": {
    setup: KEYED,
    script: `INSERT INTO role (id, name) VALUES ('a', 'x') ON CONFLICT (id) DO NOTHING;`,
    second: "rests",
  },
  "DO NOTHING on a unique column beside a random key": {
    setup: `CREATE TABLE role (id UUID PRIMARY KEY DEFAULT gen_random_uuid(), name TEXT UNIQUE);`,
    script: `INSERT INTO role (name) VALUES ('x') ON CONFLICT (name) DO NOTHING;`,
    second: "rests",
  },
  "DO NOTHING where no key stands in the way": {
    setup: ROLE,
    script: `INSERT INTO role (name) VALUES ('x') ON CONFLICT DO NOTHING;`,
    second: "changes",
    because: "noKey",
  },
  "DO NOTHING on a random key": {
    setup: `CREATE TABLE role (id UUID PRIMARY KEY, name TEXT);`,
    script: `INSERT INTO role (id, name) VALUES (gen_random_uuid(), 'x') ON CONFLICT (id) DO NOTHING;`,
    second: "changes",
    because: "noKey",
  },
  "DO NOTHING on NULL": {
    setup: KEYED,
    script: `INSERT INTO role (id, name) VALUES (gen_random_uuid(), NULL) ON CONFLICT (name) DO NOTHING;`,
    second: "changes",
    because: "noKey",
  },
  "DO NOTHING with a key on an expression": {
    setup: `${ROLE} CREATE UNIQUE INDEX i ON role (lower(name));`,
    script: `INSERT INTO role (name) VALUES ('x') ON CONFLICT DO NOTHING;`,
    second: "rests",
  },
  "DO NOTHING with a constant default": {
    setup: `CREATE TABLE role (id INT PRIMARY KEY DEFAULT 1, name TEXT);`,
    script: `INSERT INTO role (name) VALUES ('x') ON CONFLICT DO NOTHING;`,
    second: "rests",
  },
  "DO UPDATE": {
    setup: KEYED,
    script: `INSERT INTO role (id, n) VALUES ('a', 1) ON CONFLICT (id) DO UPDATE SET n = EXCLUDED.n + 1;`,
    // The first run inserts, the second one updates, and from then on it rests: nothing is lost by that.
    second: "changes",
    because: null,
  },
  "DO UPDATE that counts": {
    setup: KEYED,
    script: `INSERT INTO role (id, n) VALUES ('a', 1) ON CONFLICT (id) DO UPDATE SET n = role.n + 1;`,
    second: "changes",
    because: "ownValue",
  },
  "WHERE NOT EXISTS": {
    setup: ROLE,
    script: `INSERT INTO role (name) SELECT 'x' WHERE NOT EXISTS (SELECT 1 FROM role WHERE name = 'x');`,
    second: "rests",
  },
  "an anti-join": {
    setup: ROLE + OLD,
    script: `INSERT INTO role (name) SELECT o.name FROM old o LEFT JOIN role r ON r.name = o.name WHERE r.id IS NULL;`,
    second: "rests",
  },
  "rows deleted before": {
    setup: KEYED,
    script: `DELETE FROM role WHERE id = 'a'; INSERT INTO role (id, name) VALUES ('a', 'x');`,
    second: "rests",
  },
  "rows of which a DELETE spares one": {
    setup: KEYED,
    script: `DELETE FROM role WHERE id IN ('a', 'z'); INSERT INTO role (id, name) VALUES ('a', 'x'), ('b', 'y');`,
    second: "fails",
    because: "key",
  },
  "rows that several DELETEs take": {
    setup: KEYED,
    script: `DELETE FROM role WHERE id = 'a'; DELETE FROM role r WHERE r.name = 'y' OR r.id = 'z'; INSERT INTO role (id, name) VALUES ('a', 'x'), ('b', 'y');`,
    second: "rests",
  },
  "rows that several DELETEs spare": {
    setup: KEYED,
    script: `DELETE FROM role WHERE id = 'a'; DELETE FROM role WHERE NOT (id <> 'b'); INSERT INTO role (id, name) VALUES ('a', 'x'), ('b', 'y'), ('c', NULL);`,
    second: "fails",
    because: "key",
  },
  "rows that a DELETE takes by a number in another form": {
    setup: `CREATE TABLE role (id NUMERIC PRIMARY KEY, name TEXT);`,
    script: `DELETE FROM role WHERE id = 1.0; INSERT INTO role (id, name) VALUES (1, 'x');`,
    second: "rests",
  },
  "rows that a DELETE takes by another table": {
    setup: KEYED + OLD,
    script: `DELETE FROM role USING old WHERE role.id = old.id; INSERT INTO role (id, name) VALUES ('a', 'x');`,
    second: "rests",
  },
  "a table emptied before": {
    setup: KEYED,
    script: `TRUNCATE role; INSERT INTO role (id, name) VALUES ('a', 'x');`,
    second: "rests",
  },
  "a table dropped and made before": {
    setup: "",
    script: `DROP TABLE IF EXISTS role; CREATE TABLE role (id TEXT PRIMARY KEY); INSERT INTO role VALUES ('a');`,
    second: "rests",
  },
  "a temporary table": {
    setup: "",
    script: `CREATE TEMP TABLE role (id TEXT PRIMARY KEY); INSERT INTO role VALUES ('a');`,
    second: "rests",
  },
  "a key that the script itself makes": {
    setup: "",
    script: `CREATE TABLE IF NOT EXISTS role (id TEXT PRIMARY KEY); INSERT INTO role VALUES ('a') ON CONFLICT DO NOTHING;`,
    second: "rests",
  },
  "a key that the script drops": {
    setup: `CREATE TABLE role (id INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name TEXT CONSTRAINT k UNIQUE);`,
    script: `ALTER TABLE role DROP CONSTRAINT IF EXISTS k; INSERT INTO role (name) VALUES ('x') ON CONFLICT DO NOTHING;`,
    second: "changes",
    because: "noKey",
  },
  "INSERT behind a condition over rows": {
    setup: ROLE,
    script: `DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM role) THEN INSERT INTO role (name) VALUES ('x'); END IF; END $$;`,
    second: "rests",
  },
  "INSERT behind a condition over the catalog": {
    setup: ROLE,
    script: `DO $$ BEGIN IF to_regclass('done') IS NULL THEN INSERT INTO role (name) VALUES ('x'); CREATE TABLE done (); END IF; END $$;`,
    second: "rests",
  },
  "INSERT whose failure is caught": {
    setup: KEYED,
    script: `DO $$ BEGIN INSERT INTO role (id) VALUES ('a'); EXCEPTION WHEN unique_violation THEN NULL; END $$;`,
    second: "rests",
  },
  "UPDATE to a constant": {
    setup: `${ROLE} INSERT INTO role (name) VALUES ('x');`,
    script: `UPDATE role SET n = 1, name = lower(name);`,
    second: "rests",
  },
  "UPDATE that counts": {
    setup: `${ROLE} INSERT INTO role (n) VALUES (1);`,
    script: `UPDATE role SET n = n + 1;`,
    second: "changes",
    because: "ownValue",
  },
  "UPDATE that multiplies": {
    setup: `${ROLE} INSERT INTO role (n) VALUES (1);`,
    script: `UPDATE role AS r SET n = COALESCE(r.n, 0) * 100 WHERE name IS NULL;`,
    second: "changes",
    because: "ownValue",
  },
  "UPDATE whose condition looks at what it sets": {
    setup: `${ROLE} INSERT INTO role (n) VALUES (1);`,
    script: `UPDATE role SET n = n + 1 WHERE n = 1; UPDATE role SET n = n + 10, name = 'x' WHERE name IS NULL;`,
    second: "rests",
  },
  "UPDATE of text": {
    setup: `${ROLE} INSERT INTO role (name) VALUES ('x');`,
    script: `UPDATE role SET name = name || '!';`,
    second: "changes",
    because: "ownValue",
  },
  "UPDATE of JSON": {
    setup: `${ROLE} INSERT INTO role (tags) VALUES ('{"a": 1, "c": 2}');`,
    script: `UPDATE role SET tags = tags || '{"b": 1}'; UPDATE role SET tags = tags - 'c';`,
    second: "rests",
  },
  "UPDATE that toggles": {
    setup: `CREATE TABLE role (on_ BOOLEAN); INSERT INTO role VALUES (true);`,
    script: `UPDATE role SET on_ = NOT on_;`,
    second: "changes",
    because: "ownValue",
  },
  "a column that is made anew from the old one": {
    setup: `CREATE TABLE role (v TEXT); INSERT INTO role VALUES ('x');`,
    script: `ALTER TABLE role ADD COLUMN v2 JSONB; UPDATE role SET v2 = jsonb_build_object('a', v) WHERE v IS NOT NULL; ALTER TABLE role DROP COLUMN v; ALTER TABLE role RENAME COLUMN v2 TO v;`,
    second: "changes",
    because: "ownOutput",
  },
  "a column that is renamed first, and made anew": {
    setup: `CREATE TABLE role (v INT); INSERT INTO role VALUES (1);`,
    script: `ALTER TABLE role RENAME v TO old; ALTER TABLE role ADD COLUMN v INT; UPDATE role r SET v = r.old * 100; ALTER TABLE role DROP COLUMN old;`,
    second: "changes",
    because: "ownOutput",
  },
  "a column whose values become a flag": {
    setup: `CREATE TABLE role (v TIMESTAMP); INSERT INTO role VALUES (now());`,
    script: `ALTER TABLE role ADD COLUMN v2 BOOLEAN; UPDATE role SET v2 = CASE WHEN v IS NOT NULL THEN TRUE ELSE NULL END; ALTER TABLE role DROP COLUMN v; ALTER TABLE role RENAME COLUMN v2 TO v;`,
    // What is written between the runs is lost: `false` becomes `true`.
    second: "rests",
    because: "ownOutput",
  },
  "a column filled by its old values, one by one": {
    setup: `CREATE TABLE role (v TEXT); INSERT INTO role VALUES ('on'), ('off');`,
    script: `ALTER TABLE role ADD COLUMN v2 TEXT DEFAULT 'no'; UPDATE role SET v2 = 'yes' WHERE v = 'on'; ALTER TABLE role DROP COLUMN v; ALTER TABLE role RENAME COLUMN v2 TO v;`,
    second: "changes",
    because: "ownOutput",
  },
  "a column that is made anew with its values": {
    setup: `CREATE TABLE role (v TEXT); INSERT INTO role VALUES ('1'), (NULL);`,
    script: `ALTER TABLE role ADD COLUMN v2 INT; UPDATE role SET v2 = COALESCE(NULLIF(v::text, '')::int, 0); ALTER TABLE role DROP COLUMN v; ALTER TABLE role RENAME COLUMN v2 TO v;`,
    second: "rests",
  },
  "a column of which some values are mapped": {
    setup: `CREATE TABLE role (v TEXT); INSERT INTO role VALUES ('A'), ('C'), (NULL);`,
    script: `ALTER TABLE role ADD COLUMN v2 TEXT; UPDATE role SET v2 = CASE v::text WHEN 'A' THEN 'B' ELSE v::text END; ALTER TABLE role DROP COLUMN v; ALTER TABLE role RENAME COLUMN v2 TO v;`,
    second: "rests",
  },
  "a column of which all values are mapped to some of them": {
    setup: `CREATE TABLE role (v TEXT); INSERT INTO role VALUES ('A'), ('C'), (NULL);`,
    script: `ALTER TABLE role ADD COLUMN v2 TEXT; UPDATE role SET v2 = CASE WHEN v = 'A' THEN 'B' WHEN v = 'B' THEN 'B' ELSE 'D' END; ALTER TABLE role DROP COLUMN v; ALTER TABLE role RENAME COLUMN v2 TO v;`,
    second: "rests",
  },
  "a column whose values change places": {
    setup: `CREATE TABLE role (v TEXT); INSERT INTO role VALUES ('A'), ('B');`,
    script: `ALTER TABLE role ADD COLUMN v2 TEXT; UPDATE role SET v2 = CASE v WHEN 'A' THEN 'B' ELSE 'A' END; ALTER TABLE role DROP COLUMN v; ALTER TABLE role RENAME COLUMN v2 TO v;`,
    second: "changes",
    because: "ownOutput",
  },
  "a new column that is filled where it is empty": {
    setup: `CREATE TABLE role (v TEXT); INSERT INTO role VALUES ('x');`,
    script: `ALTER TABLE role ADD COLUMN IF NOT EXISTS w TEXT; UPDATE role SET w = 'none' WHERE w IS NULL; UPDATE role SET w = 'x' || v WHERE w = 'none';`,
    second: "rests",
  },
  "a column that is made anew from another one": {
    setup: `CREATE TABLE role (v TEXT, w TEXT); INSERT INTO role VALUES ('1', 'W');`,
    script: `ALTER TABLE role ADD COLUMN v2 TEXT; UPDATE role SET v2 = md5(w); ALTER TABLE role DROP COLUMN v; ALTER TABLE role RENAME COLUMN v2 TO v;`,
    second: "rests",
  },
  "UPDATE that replaces a text by one that holds it": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET a = REPLACE(a, 'a', 'aa');`,
    second: "changes",
    because: "ownValue",
  },
  "UPDATE that replaces a text by one without it": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET a = REPLACE(lower(a), 'a', 'o'), b = TRANSLATE(b, '-', '_');`,
    second: "rests",
  },
  "UPDATE that replaces texts in a chain": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET j = REPLACE(REPLACE(j::text, 'a', 'c'), 'b', 'a')::jsonb;`,
    second: "changes",
    because: "ownValue",
  },
  "UPDATE that replaces texts one after another": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET j = REPLACE(REPLACE(j::text, 'b', 'z'), 'a', 'y')::jsonb WHERE j IS NOT NULL;`,
    second: "rests",
  },
  "UPDATE that replaces by a pattern": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET a = regexp_replace(a, '^x', '/x') WHERE a IS NOT NULL; UPDATE role SET b = regexp_replace(b, '^', 'p');`,
    second: "changes",
    because: "ownValue",
  },
  "UPDATE that takes away by a pattern": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET b = regexp_replace(b, '[^0-9]', '', 'g');`,
    second: "rests",
  },
  "UPDATE by a function that nobody knows": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET a = md5(a);`,
    second: "changes",
    because: "ownValue",
  },
  "UPDATE of text joined twice": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET a = a || '-' || n;`,
    second: "changes",
    because: "ownValue",
  },
  "UPDATE that cuts text": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET a = left(trim(a), 2), b = split_part(b, '-', 1), at = date_trunc('month', at);`,
    second: "rests",
  },
  "UPDATE that takes a part": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET b = split_part(b, '-', 2);`,
    second: "changes",
    because: "ownValue",
  },
  "UPDATE that shifts a time": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET at = at + INTERVAL '1 hour';`,
    second: "changes",
    because: "ownValue",
  },
  "UPDATE that rounds what it computes": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET n = round(n * 1.5);`,
    second: "changes",
    because: "ownValue",
  },
  "UPDATE within bounds": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET n = GREATEST(LEAST(n, 5), 1), a = COALESCE(NULLIF(a, 'xay'), 'none');`,
    second: "rests",
  },
  "UPDATE by CASE": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET n = CASE WHEN n = 7 THEN n + 1 ELSE n END;`,
    second: "rests",
  },
  "UPDATE by CASE that asks something else": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET n = CASE WHEN a = 'xay' THEN n + 1 ELSE n END;`,
    second: "changes",
    because: "ownValue",
  },
  "UPDATE by CASE that asks for a value": {
    setup: `CREATE TABLE role (n INT); INSERT INTO role VALUES (7);`,
    script: `UPDATE role SET n = CASE WHEN n IS NOT NULL THEN n + 1 END;`,
    second: "changes",
    because: "ownValue",
  },
  "UPDATE of arrays": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET tags = array_remove(array_replace(tags, 'u', 'uu'), 'v');`,
    second: "rests",
  },
  "UPDATE that appends": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET tags = array_append(tags, 'w');`,
    second: "changes",
    because: "ownValue",
  },
  "UPDATE of a field of JSON by others": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET j = jsonb_set(j, '{c}', j->'a') || jsonb_build_object('d', (j->>'b')::int + 1);`,
    second: "rests",
  },
  "UPDATE of a field of JSON by itself": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET j = jsonb_set(j, '{a}', to_jsonb((j->>'a')::int + 1));`,
    second: "changes",
    because: "ownValue",
  },
  "UPDATE that merges a field computed from itself": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET j = j || jsonb_build_object('a', (j->>'a')::int * 10);`,
    second: "changes",
    because: "ownValue",
  },
  "UPDATE that makes JSON anew": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET j = jsonb_build_object('c', j->'a');`,
    second: "changes",
    because: "ownValue",
  },
  "UPDATE that picks fields of JSON": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET j = jsonb_build_object('a', j->'a');`,
    second: "rests",
  },
  "UPDATE that unwraps JSON": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET j = j->'a';`,
    second: "changes",
    because: "ownValue",
  },
  "UPDATE that swaps": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET a = b, b = a;`,
    second: "changes",
    because: "ownValue",
  },
  "UPDATE that swaps a row": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role r SET (a, b) = (r.b, r.a) WHERE a IS NOT NULL;`,
    second: "changes",
    because: "ownValue",
  },
  "UPDATE that swaps where a condition holds": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role SET a = b, b = a WHERE a > b;`,
    second: "rests",
  },
  "UPDATE that swaps unless there is such a row": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']);`,
    script: `UPDATE role r SET a = r.b, b = r.a WHERE n > 1 AND NOT EXISTS (SELECT 1 FROM role WHERE n = r.n AND a = r.b AND b = r.a);`,
    second: "changes",
    because: "ownValue",
  },
  "UPDATE of what another query asks for": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('xay', 'b-1', 7, '{"a": 1, "b": 2}', '2020-01-01', ARRAY['u', 'v']); CREATE TABLE other (n INT); INSERT INTO other VALUES (1);`,
    script: `UPDATE role SET n = n + 1 WHERE EXISTS (SELECT 1 FROM other WHERE other.n = 1);`,
    second: "changes",
    because: "ownValue",
  },
  "UPDATE of duplicates": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('x', 'i', 1, NULL, NULL, NULL), ('x', 'j', 1, NULL, NULL, NULL);`,
    script: `UPDATE role SET a = a || '-' || b WHERE b NOT IN (SELECT MIN(b) FROM role GROUP BY a);`,
    second: "rests",
  },
  "UPDATE of numbered duplicates": {
    setup: `CREATE TABLE role (a TEXT, b TEXT, n INT, j JSONB, at TIMESTAMP, tags TEXT[]); INSERT INTO role VALUES ('x', 'i', 1, NULL, NULL, NULL), ('x', 'j', 1, NULL, NULL, NULL);`,
    script: `UPDATE role r SET a = r.a || '-' || d.k FROM (SELECT b, row_number() OVER (PARTITION BY a ORDER BY b) AS k FROM role) d WHERE d.b = r.b AND d.k > 1;`,
    second: "rests",
  },
  "a type change that converts": {
    setup: `CREATE TABLE role (n INT); INSERT INTO role VALUES (1);`,
    script: `ALTER TABLE role ALTER COLUMN n TYPE BIGINT USING n * 100;`,
    second: "changes",
    because: "ownValue",
  },
  "a type change that casts": {
    setup: `CREATE TABLE role (n TEXT); INSERT INTO role VALUES ('1');`,
    script: `ALTER TABLE role ALTER COLUMN n TYPE INT USING (trim(n::text))::int;`,
    second: "rests",
  },
};

const cases = Object.entries(CASES).map(([name, one]) => ({ name, ...one }));

let database: Database;

beforeAll(async () => {
  database = await Database.open();
});

afterAll(async () => {
  await database.close();
});

async function secondRun({ setup, script }: DataCase): Promise<SecondRun> {
  await database.begin(setup);
  expect(await database.run(script)).toBeNull();
  const rows = await database.rows();
  if ((await database.run(script)) !== null) return "fails";
  return (await database.rows()) === rows ? "rests" : "changes";
}

/** Why it is reported; null when it is not. */
function reasonFor({ setup, script }: DataCase): string | null {
  const file = { name: "setup", path: "/setup.sql", text: setup, script: parseScript(setup) };
  const catalog = replay([file]);
  const findings = findUnsafeStatements(parseScript(script), ({ schema, name }) =>
    catalog.table(name, schema ?? undefined),
  );
  return findings.flatMap(({ unmet }) => unmet).find(({ because }) => because)?.because ?? null;
}

describe("rows written twice", () => {
  it.each(cases)("$name", async (one) => {
    expect(await secondRun(one)).toBe(one.second);
    expect(reasonFor(one)).toBe(one.because ?? null);
  });
});

describe("without the migrations before", () => {
  it.each([
    [`INSERT INTO role (name) VALUES ('x');`, "unknownKey"],
    [`INSERT INTO role (name) VALUES ('x') ON CONFLICT DO NOTHING;`, undefined],
    [`UPDATE role SET tags = tags || '{"b": 1}';`, undefined],
    [`UPDATE role SET name = name || '!';`, "ownValue"],
  ])("%s", (script, because) => {
    const [finding] = findUnsafeStatements(parseScript(script));
    expect(finding?.unmet[0]?.because).toBe(because);
  });
});
