/** A project of a user in a temporary folder: the packed package and what it depends on, installed by hand. */

import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { onTestFinished } from "vitest";

const modules = fileURLToPath(new URL("../../node_modules/", import.meta.url));

/** ESLint as it is installed: the current one, or the oldest that is supported under its alias. */
export type EslintPackage = "eslint" | "eslint9";

interface Manifest {
  dependencies: Record<string, string>;
}

/** Beside ESLint and what the manifest declares: a parser for TypeScript, and what reads `eslint.config.ts`. */
const USERS_OWN = ["@typescript-eslint/parser", "jiti", "typescript"];

export interface ProjectOptions {
  /** The unpacked package. */
  packed: string;
  eslint?: EslintPackage;
  /** Texts by path. */
  files: Record<string, string>;
}

export interface Finding {
  file: string;
  rule: string | null;
  line: number;
  message: string;
}

interface LintResult {
  filePath: string;
  messages: { ruleId: string | null; line: number; message: string }[];
}

interface Run {
  status: number | null;
  stdout: string;
  stderr: string;
}

export class UserProject {
  readonly folder: string;

  constructor({ packed, eslint = "eslint", files }: ProjectOptions) {
    // macOS hands out a link; ESLint reports real paths.
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), "prisma-sentinel-user-")));
    this.#install(packed, eslint);
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  #install(packed: string, eslint: EslintPackage): void {
    const target = join(this.folder, "node_modules/eslint-plugin-prisma-sentinel");
    cpSync(packed, target, { recursive: true });
    const manifest = JSON.parse(readFileSync(join(packed, "package.json"), "utf8")) as Manifest;
    // Nothing else is there to be found: an import that the manifest does not declare fails.
    for (const name of [...Object.keys(manifest.dependencies), ...USERS_OWN])
      this.#link(name, name);
    this.#link("eslint", eslint);
  }

  #link(name: string, installedAs: string): void {
    const link = join(this.folder, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(modules, installedAs), link, "dir");
  }

  path(path: string): string {
    return join(this.folder, path);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), text);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Runs Node.js in the project's folder. */
  node(parameters: readonly string[], env: Record<string, string> = {}): Run {
    return spawnSync(process.execPath, parameters, {
      cwd: this.folder,
      encoding: "utf8",
      env: { ...process.env, NODE_ENV: "", ...env },
    });
  }

  /** Runs the `eslint` command. */
  eslint(parameters: readonly string[], env: Record<string, string> = {}): Run {
    return this.node([this.path("node_modules/eslint/bin/eslint.js"), ...parameters], env);
  }

  /** What `eslint .` finds. */
  findings(...parameters: string[]): Finding[] {
    const { stdout, stderr } = this.eslint(["--format", "json", ...parameters, "."]);
    return findingsIn(stdout, stderr, this.folder);
  }
}

export function findingsIn(stdout: string, stderr: string, folder: string): Finding[] {
  let results: LintResult[];
  try {
    results = JSON.parse(stdout) as LintResult[];
  } catch {
    throw new Error(`ESLint did not finish:\n${stdout}\n${stderr}`);
  }
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line, message }) => ({
      file: filePath.slice(folder.length + 1),
      rule: ruleId,
      line,
      message,
    })),
  );
}

/** A project for the running test, removed after it. */
export function userProject(options: ProjectOptions): UserProject {
  const project = new UserProject(options);
  onTestFinished(() => {
    project.remove();
  });
  return project;
}

// ---- a small project with one finding a file ---------------------------------------------------------------

const SCHEMA = `datasource db {
  provider = "postgresql"
}

model Patient {
  id        String    @id @default(uuid()) @db.Uuid
  createdAt DateTime  @default(now()) @db.Timestamptz(3)
  updatedAt DateTime  @updatedAt @db.Timestamptz(3)
  deletedAt DateTime? @db.Timestamptz(3)
  code      String    @default(ulid()) @db.VarChar(10)
}
`;

const COLUMNS = [
  `"id" UUID PRIMARY KEY`,
  `"createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP`,
  `"updatedAt" TIMESTAMPTZ(3) NOT NULL`,
  `"deletedAt" TIMESTAMPTZ(3)`,
];

const MIGRATION = `CREATE TABLE IF NOT EXISTS "Patient" (${COLUMNS.join(", ")});
ALTER TABLE "Patient" ADD COLUMN "code" VARCHAR(10) NOT NULL;
`;

const SERVICE = `import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();

export function forget(id: string): Promise<unknown> {
  return prisma.patient.delete({ where: { id } });
}
`;

/** Paths and texts of a schema, a migration and a service with one finding each under the preset `strict`. */
export const FILES = {
  "package.json": "{}\n",
  "prisma/schema.prisma": SCHEMA,
  "prisma/migrations/20260101000000_init/migration.sql": MIGRATION,
  "prisma/migrations/migration_lock.toml": 'provider = "postgresql"\n',
  "src/patients.ts": SERVICE,
};
