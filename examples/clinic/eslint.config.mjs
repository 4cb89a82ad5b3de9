import sentinel from "eslint-plugin-prisma-sentinel";

import conventions from "./conventions.mjs";

export default [...sentinel.configure({ preset: "all", prismaVersion: "6.19.0" }), conventions];
