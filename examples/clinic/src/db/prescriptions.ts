import { prisma } from "./client.js";

declare function encrypt(plain: string): string;

/** Encrypts dosages, which pharmacies ask to keep from each other. */
export const pharmacy = prisma.$extends({
  query: {
    prescription: {
      async create({ args, query }) {
        return query({ ...args, data: { ...args.data, dosage: encrypt(args.data.dosage) } });
      },
      async update({ args, query }) {
        const { dosage } = args.data;
        if (typeof dosage === "string") args.data.dosage = encrypt(dosage);
        return query(args);
      },
    },
  },
});
