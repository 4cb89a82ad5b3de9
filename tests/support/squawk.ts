/** squawk itself, when its binary is installed for this machine. */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, devNull, platform } from "node:os";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

function binary(): string | null {
  try {
    const manifest = require.resolve(`@squawk-cli/${platform()}-${arch()}/package.json`);
    const path = join(dirname(manifest), "bin", "squawk");
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

const path = binary();

export const hasSquawk: boolean = path !== null;

/** Rules that squawk leaves out unless they are asked for, and the version from which on `prefer-repack` speaks up. */
const EVERYTHING = ["--include", "require-table-schema", "--pg-version", "19.0"];

/** The names of squawk's rules that find something in the script. `flags` are of its command line. */
export function squawkRules(sql: string, flags: readonly string[] = []): Set<string> {
  const { stdout, error } = spawnSync(
    path ?? "",
    ["--config", devNull, "--reporter", "json", ...EVERYTHING, ...flags],
    { input: sql, encoding: "utf8" },
  );
  if (error) throw error;
  const findings = JSON.parse(stdout) as { rule_name: string }[];
  return new Set(findings.map((finding) => finding.rule_name));
}

/** Whether squawk has a rule of this name: it refuses to leave out one that it does not know. */
export function isSquawkRule(name: string): boolean {
  const { status } = spawnSync(path ?? "", ["--config", devNull, "--exclude", name], { input: "" });
  return status === 0;
}
