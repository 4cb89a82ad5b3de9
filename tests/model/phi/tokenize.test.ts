import { describe, expect, it } from "vitest";

import { CLINICAL_TERMS } from "../../../src/model/phi/lexicon/clinical.ts";
import { DATE_TERMS } from "../../../src/model/phi/lexicon/demographics.ts";
import { PERSONAL_TERMS } from "../../../src/model/phi/lexicon/vocabulary.ts";
import { tokenizeName } from "../../../src/model/phi/tokenize.ts";
import { compoundWords, PhraseIndex } from "../../../src/model/phi/words.ts";

describe("compoundWords of a relative", () => {
  it.each([
    ["nextOfKin", "kin"],
    ["nextOfKinPhone", "kin phone"],
    ["phoneOfNextOfKin", "kin phone"],
  ])("reads %s as %s", (name, words) => {
    expect(compoundWords(name).join(" ")).toBe(words);
  });
});

describe("compoundWords of what something is", () => {
  it.each([
    ["typeAllergy", "allergy type"],
    ["typeOfCare", "care type"],
    ["typeresidence", "residence type"],
    ["type2Diabetes", "type diabetes"],
    ["motherDateOfBirth", "mother birth date"],
    ["patientReasonForVisit", "patient visit reason"],
    ["familyHistoryOfDiabetes", "diabetes family history"],
  ])("reads %s as %s", (name, words) => {
    expect(compoundWords(name).join(" ")).toBe(words);
  });
});

describe("tokenizeName", () => {
  it.each([
    ["firstName", "first name"],
    ["patient_phone_home", "patient phone home"],
    ["home-address", "home address"],
    ["previousMRNs", "previous mrn"],
    ["subscriberDOB", "subscriber birth date"],
    ["BIRTHPLACE", "birth place"],
    ["mothersname", "mother name"],
    ["dateofbirth", "birth date"],
    ["consultdatestart", "consult date start"],
    ["returnconsult", "return consult"],
    ["fname", "first name"],
    ["zipcode", "zip code"],
    ["icd10Codes", "icd code"],
    ["HbA1cResult", "hba1c result"],
    ["frontImageS3Key", "front image s3 key"],
    ["cardLast4", "card last 4"],
    ["diagnoses", "diagnosis"],
    ["dataNascimento", "birth date"],
    ["observações", "observation"],
  ])("splits %s into %s", (name, words) => {
    expect(tokenizeName(name).join(" ")).toBe(words);
  });

  it.each([
    "username",
    "homework",
    "therapist",
    "statement",
    "constructor",
    "__proto__",
    "toString",
  ])("leaves %s whole", (name) => {
    expect(tokenizeName(name).join("")).toBe(name.toLowerCase().replaceAll("_", ""));
  });

  it("gives nothing for a name without letters", () => {
    expect(tokenizeName("___")).toEqual([]);
  });

  it("is fast on a long run of letters", () => {
    const start = performance.now();
    tokenizeName("phonename".repeat(20_000));
    expect(performance.now() - start).toBeLessThan(200);
  });
});

describe("the singular", () => {
  it.each([
    ["addresses", "address"],
    ["allergies", "allergy"],
    ["nurses", "nurse"],
    ["boxes", "box"],
    ["status", "status"],
    ["diagnosis", "diagnosis"],
    ["sms", "sms"],
    ["children", "child"],
  ])("of %s is %s", (plural, singular) => {
    expect(tokenizeName(plural)).toEqual([singular]);
  });
});

describe("compoundWords", () => {
  it.each([
    ["dateOfBirth", "birth date"],
    ["reasonForVisit", "visit reason"],
    ["addressLine2", "address line"],
    ["ssnLast4", "ssn last 4"],
  ])("turns %s into %s", (name, words) => {
    expect(compoundWords(name).join(" ")).toBe(words);
  });
});

describe("PhraseIndex", () => {
  const index = new PhraseIndex([
    ["number", "short"],
    ["policy number", "long"],
    ["phone", "phone"],
  ]);

  it("prefers the longest phrase", () => {
    expect(index.matchEnd(["my", "policy", "number"])).toEqual({
      entry: "long",
      qualifiers: ["my"],
    });
  });

  it("passes over words that add nothing", () => {
    expect(index.matchEnd(["phone", "home"])?.entry).toBe("phone");
    expect(index.matchEnd(["phone", "verified"])).toBeNull();
  });
});

describe("the lexicon", () => {
  it("is written in the words that the tokenizer gives, or else it would never match", () => {
    const phrases = [...PERSONAL_TERMS, ...DATE_TERMS, ...CLINICAL_TERMS].flatMap(
      (group) => group.phrases,
    );
    const unreachable = phrases.filter(
      (phrase) => compoundWords(phrase.replaceAll(" ", "_")).join(" ") !== phrase,
    );
    expect(unreachable).toEqual([]);
  });
});
