import { PrismaClient } from "@prisma/client";

import { decryptFields } from "./encryption.js";

/** A client for long reports, with a pool of its own. */
export const reporting = new PrismaClient();

reporting.$extends({
  query: {
    async $allOperations({ model, args, query }) {
      return model ? decryptFields(model, await query(args)) : query(args);
    },
  },
});
