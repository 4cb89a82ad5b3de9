import { createCipheriv, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  ciphertextLength,
  formatOf,
  plainCapacity,
} from "../../../src/model/encryption/ciphertext.ts";
import type { Field } from "../../../src/model/schema/types.ts";
import type { Settings } from "../../../src/settings.ts";
import { schemaOf } from "../client/code.ts";

function fieldOf(documentation: string): Field {
  const schema = schemaOf(`model Patient {\n  ${documentation}\n  ssn String\n}\n`);
  const field = schema.models.get("Patient")?.field("ssn");
  if (!field) throw new Error("no such field");
  return field;
}

type Cipher = "aes-256-gcm" | "aes-256-cbc" | "aes-256-ctr";

/** What is stored for so many bytes, as Node's own cryptography makes it. */
function stored(bytes: number, cipher: Cipher, encoding: "base64" | "hex"): string {
  const vector = randomBytes(16);
  const engine = createCipheriv(cipher as "aes-256-gcm", randomBytes(32), vector);
  const text = Buffer.concat([engine.update(randomBytes(bytes)), engine.final()]);
  const parts = cipher === "aes-256-gcm" ? [vector, engine.getAuthTag(), text] : [vector, text];
  return parts.map((part) => part.toString(encoding)).join(":");
}

const PLAIN = fieldOf("");

describe("the length of ciphertext", () => {
  it.each(["aes-256-gcm", "aes-256-cbc", "aes-256-ctr"] as const)("is right for %s", (cipher) => {
    for (const encoding of ["base64", "hex"] as const) {
      const format = formatOf(PLAIN, { ciphertext: { cipher: cipher.toUpperCase(), encoding } });
      for (let bytes = 0; bytes < 70; bytes++) {
        expect(ciphertextLength(bytes, format)).toBe(stored(bytes, cipher, encoding).length);
      }
    }
  });

  it("is that of AES-256-GCM in base64 by default", () => {
    expect(ciphertextLength(11, formatOf(PLAIN, {}))).toBe(
      stored(11, "aes-256-gcm", "base64").length,
    );
  });

  it("takes the overhead that the settings name", () => {
    const settings: Settings = { ciphertext: { overheadBytes: 7 } };
    expect(ciphertextLength(3, formatOf(PLAIN, settings))).toBe(7 + 4);
  });

  it("is that of prisma-field-encryption for annotated fields", () => {
    const text = randomBytes(11 + 16).toString("base64");
    const written = `v1.aesgcm256.01234567.${randomBytes(12).toString("base64")}.${text}`;
    const annotated = fieldOf("/// @encrypted");
    expect(ciphertextLength(11, formatOf(annotated, {}))).toBe(written.length);
    expect(formatOf(annotated, { ciphertext: {} })).toEqual(formatOf(PLAIN, {}));
  });
});

describe("the room for plain text", () => {
  it("is what fits, and no byte more", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2000 }),
        fc.constantFrom("AES-256-GCM", "AES-256-CBC", "AES-256-CTR"),
        fc.constantFrom("base64" as const, "hex" as const),
        (size, cipher, encoding) => {
          const format = formatOf(PLAIN, { ciphertext: { cipher, encoding } });
          const room = plainCapacity(size, format);
          expect(ciphertextLength(room + 1, format)).toBeGreaterThan(size);
          if (room >= 0) expect(ciphertextLength(room, format)).toBeLessThanOrEqual(size);
        },
      ),
    );
  });

  it.each([
    [49, -1],
    [50, 0],
    [100, 36],
    [255, 153],
    [500, 336],
  ])("of %i characters is %i bytes", (size, room) => {
    expect(plainCapacity(size, formatOf(PLAIN, {}))).toBe(room);
  });
});
