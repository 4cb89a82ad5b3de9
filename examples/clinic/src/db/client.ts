import { PrismaClient } from "@prisma/client";

import { decryptFields, encryptFields } from "./encryption.js";

export const prisma = new PrismaClient({ log: ["query", "warn", "error"] }).$extends({
  query: {
    $allModels: {
      async $allOperations({ model, args, query }) {
        return decryptFields(model, await query(encryptFields(model, args)));
      },
    },
  },
});
