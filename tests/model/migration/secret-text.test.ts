import { describe, expect, it } from "vitest";

import {
  isHash,
  isIdentifying,
  isPlaceholder,
  passwordOfConnection,
  secretIn,
} from "../../../src/model/migration/secret-text.ts";

describe("isHash", () => {
  it.each([
    "$2b$12$KIXQ4S1xS8q9u0S8q9u0SeKIXQ4S1xS8q9u0S8q9u0SeKIXQ4S1xS",
    "$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA",
    "$6$salt$hash",
    "SCRAM-SHA-256$4096:salt$stored:server",
    "md5a6343a68d964ca596d9752250d54bb8a",
    "pbkdf2_sha256$260000$salt$hash",
    "{SSHA}c2FsdGhhc2g=",
    "0123456789abcdef:0123456789abcdef0123456789abcdef",
  ])("takes %s for one", (text) => {
    expect(isHash(text)).toBe(true);
  });

  it.each(["hunter2", "$2 off", "md5", "correct horse battery staple"])(
    "does not take %s for one",
    (text) => {
      expect(isHash(text)).toBe(false);
    },
  );
});

describe("isPlaceholder", () => {
  it.each([
    "",
    "${APP_PASSWORD}",
    "{{password}}",
    "<password>",
    ":'password'",
    "***",
    "N/A",
    "not set",
  ])("takes '%s' for one", (text) => {
    expect(isPlaceholder(text)).toBe(true);
  });

  it.each(["changeme", "password", "unknown soldier"])("does not take '%s' for one", (text) => {
    expect(isPlaceholder(text)).toBe(false);
  });
});

/** Put together here, so that no scanner takes this file for a leak. */
const made = (...parts: string[]) => parts.join("");

describe("secretIn", () => {
  it.each([
    ["a private key", made("-----BEGIN RSA ", "PRIVATE KEY-----\nMIIE")],
    ["an AWS access key", made("key AKIA", "IOSFODNN7EXAMPLE")],
    ["a Stripe key", made("sk_", "live_4eC39HqLyjWDarjtT1zdp7dc")],
    ["a GitHub token", made("ghp_", "abcdefghijklmnopqrstuvwxyz0123456789")],
    ["a URL with a password", "postgresql://app:hunter2@db.internal:5432/clinic"],
  ])("finds %s", (what, text) => {
    expect(secretIn(text)).toBe(what);
  });

  it.each([
    "https://example.com/a:b@c",
    "postgresql://app:${PASSWORD}@db/clinic",
    "postgresql://app@db/clinic",
    "sk_test_4eC39HqLyjWDarjtT1zdp7dc",
    "risk-of-something-that-is-rather-long-indeed",
    "",
  ])("finds nothing in '%s'", (text) => {
    expect(secretIn(text)).toBe(null);
  });
});

describe("passwordOfConnection", () => {
  it("reads both ways of writing it", () => {
    expect(passwordOfConnection("host=db password=hunter2 user=app")).toBe("hunter2");
    expect(passwordOfConnection("password = 'two words'")).toBe("two words");
    expect(passwordOfConnection("host=db user=password")).toBe(null);
  });
});

describe("isIdentifying", () => {
  it.each(["123-45-6789", "+1 (555) 010-9999", "1987-03-12", "jane@clinic.org", "MRN-0048213"])(
    "takes %s for someone's",
    (text) => {
      expect(isIdentifying(text)).toBe(true);
    },
  );

  it.each(["jane@example.com", "Unknown", "F", "123"])("does not take %s for someone's", (text) => {
    expect(isIdentifying(text)).toBe(false);
  });
});
