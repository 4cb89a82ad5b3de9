import sentinel from "eslint-plugin-prisma-sentinel";

export default sentinel.configure({ preset: "all" });
