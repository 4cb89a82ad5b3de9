-- Bookings from the patients' portal.
CREATE SCHEMA IF NOT EXISTS portal;

CREATE TABLE portal.bookings (
    id UUID PRIMARY KEY,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

ALTER TABLE bookings ADD COLUMN note TEXT;
