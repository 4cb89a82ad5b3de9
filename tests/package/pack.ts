/** Packs the package once for all tests of what is shipped, building it first where the build is out of date. */

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** The folder that holds the unpacked package: what stands in the tarball. */
    packed: string;
  }
}

const root = fileURLToPath(new URL("../../", import.meta.url));

function newestIn(folder: string): number {
  const times = readdirSync(folder, { recursive: true, encoding: "utf8" }).map(
    (name) => statSync(join(folder, name)).mtimeMs,
  );
  return Math.max(...times);
}

function isBuilt(): boolean {
  const entry = join(root, "dist/index.js");
  return existsSync(entry) && newestIn(join(root, "dist")) >= newestIn(join(root, "src"));
}

function run(command: string, ...parameters: string[]): string {
  return execFileSync(command, parameters, { cwd: root, encoding: "utf8" });
}

export default function pack(project: TestProject): () => void {
  if (!isBuilt()) run("npm", "run", "build");
  const folder = mkdtempSync(join(tmpdir(), "prisma-sentinel-packed-"));
  run("npm", "pack", "--silent", "--pack-destination", folder);
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"));
  if (tarball === undefined) throw new Error("npm pack left no tarball.");
  run("tar", "-xzf", join(folder, tarball), "-C", folder);
  project.provide("packed", join(folder, "package"));
  return () => rmSync(folder, { recursive: true, force: true });
}
