export default {
  schema: "prisma/schema.prisma",
  // Written and read by database code alone: Prisma Migrate leaves them as they are.
  tables: { external: ["public.audit_batches", "public.audit_batch_entries", "public.waitlist"] },
};
