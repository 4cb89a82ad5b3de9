// Loaded into a measured process: writes down, when it ends, the most memory that it held, in kilobytes.

import { writeFileSync } from "node:fs";

process.on("exit", () => {
  writeFileSync(process.env.BENCH_PEAK_MEMORY, String(process.resourceUsage().maxRSS));
});
