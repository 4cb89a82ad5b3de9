/** A temporary folder for all that tests write. Test files share their modules, so none of them can clean up for the others. */

import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Called once before the workers start, which inherit the environment. */
export function setup(): () => void {
  const before = process.env["TMPDIR"];
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "prisma-sentinel-tests-")));
  process.env["TMPDIR"] = folder;
  return () => {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
    rmSync(folder, { recursive: true, force: true });
  };
}
