-- DropIndex
DROP INDEX "User_passwordResetToken_key";

-- Old bookings are in the way of the new calendar.
DELETE FROM "Appointment" WHERE "startsAt" < '2020-01-01';

CREATE TABEL "Waitlist" (
    "id" UUID NOT NULL
);
