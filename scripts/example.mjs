// Lints examples/clinic as its owner would and prints what is found. Findings are its point, so they are no failure.

import { ESLint } from "eslint";
import { fileURLToPath } from "node:url";

const cwd = fileURLToPath(new URL("../examples/clinic/", import.meta.url));
const eslint = new ESLint({ cwd });
const results = await eslint.lintFiles(["."]);
const formatter = await eslint.loadFormatter("stylish");
console.log(await formatter.format(results));

const fatal = results.filter((result) => result.fatalErrorCount > 0);
if (fatal.length > 0) {
  console.error(`Not readable: ${fatal.map((result) => result.filePath).join(", ")}`);
  process.exitCode = 1;
}
