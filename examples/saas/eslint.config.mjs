import sentinel from "eslint-plugin-prisma-sentinel";

import conventions from "./conventions.mjs";

export default [...sentinel.configure({ preset: "hipaa" }), conventions];
