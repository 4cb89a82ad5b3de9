-- AlterTable
SET lock_timeout = '5s';

ALTER TABLE "Patient" ADD COLUMN IF NOT EXISTS "email" TEXT,
ADD COLUMN IF NOT EXISTS "deletedAt" TIMESTAMPTZ(3);
