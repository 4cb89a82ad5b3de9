import { expect, it } from "vitest";

import { readAnnotations } from "../../../src/model/encryption/annotations.ts";

it.each([
  [null, { encrypted: null, hashOf: null, phi: false, notPhi: null }],
  ["the patient's name", { encrypted: null }],
  ["@encrypted", { encrypted: { mode: "default" } }],
  ["@encrypted?mode=strict", { encrypted: { mode: "strict" } }],
  ["@encrypted?mode=readonly&x=1", { encrypted: { mode: "readonly" } }],
  ["@encrypted?readonly", { encrypted: { mode: "readonly" } }],
  ["hidden\n@encrypted", { encrypted: { mode: "default" } }],
  ["@encryption:hash(email)", { encrypted: null, hashOf: "email" }],
  ["@phi", { phi: true, notPhi: null }],
  ["@not-phi a code of our own", { phi: false, notPhi: { reason: "a code of our own" } }],
  ["@PII redact", { phi: true }],
  ["@encrypted @phi", { encrypted: { mode: "default" }, phi: true }],
  ["the name\n  @phi", { phi: true }],
  ["the sum holds no @phi", { phi: false }],
  ["@phi-free", { phi: false }],
  ["@not-phi: our own code", { notPhi: { reason: "our own code" } }],
  ['@not-pii(reason="our own code")', { phi: false, notPhi: { reason: "our own code" } }],
  ["@encrypted:hash(email)", { encrypted: { mode: "default" }, hashOf: null }],
  ["@not-phi", { notPhi: { reason: "" } }],
])("reads %j", (documentation, expected) => {
  expect(readAnnotations(documentation)).toMatchObject(expected);
});
