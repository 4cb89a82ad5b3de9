import { describe, expect, it } from "vitest";

import { classifyField } from "../../../src/model/phi/classify.ts";
import type { FieldFacts, ModelContext, ModelTrait } from "../../../src/model/phi/types.ts";

function context(name: string, traits: ModelTrait[], fieldNames: string[] = []): ModelContext {
  return { name, traits: new Set(traits), fieldNames };
}

function field(name: string, facts: Partial<FieldFacts> = {}): FieldFacts {
  return {
    name,
    type: "String",
    isList: false,
    isEnum: false,
    isId: false,
    isForeignKey: false,
    isUnique: false,
    documentation: null,
    nativeType: null,
    ...facts,
  };
}

const patient = context("Patient", ["patient", "person"], ["street", "city", "state"]);
const visit = context("Visit", ["patient-linked"]);
const prescription = context("Prescription", ["patient-linked"]);
const doctor = context("Doctor", ["staff", "person"]);
const clinic = context("Clinic", ["organisation", "tenant"]);
const drugs = context("DrugCatalog", ["catalog"]);
const project = context("Project", []);

function labelOf(model: ModelContext, name: string, facts: Partial<FieldFacts> = {}): string {
  const { label, class: phiClass } = classifyField(field(name, facts), model);
  return phiClass === null ? label : `${label} ${phiClass}`;
}

describe("patients' fields", () => {
  it.each([
    ["ssn", "phi identifier"],
    ["medicalRecordNumber", "phi identifier"],
    ["lastName", "phi identifier"],
    ["name", "phi identifier"],
    ["motherMaidenName", "phi identifier"],
    ["emergencyContactName", "phi identifier"],
    ["mobilePhone", "phi contact"],
    ["email", "phi contact"],
    ["zipCode", "phi contact"],
    ["state", "phi contact"],
    ["genderIdentity", "phi demographic"],
    ["maritalStatus", "phi demographic"],
    ["allergies", "phi clinical-narrative"],
    ["photo", "phi biometric"],
    ["ibanNumber", "phi financial"],
    ["emailVerified", "none"],
    ["phoneType", "none"],
    ["preferredLanguage", "none"],
    ["addressCount", "none"],
    ["insuranceCompanyName", "none"],
    ["clinicPhone", "none"],
    ["referringPhysicianName", "pii staff"],
    ["lastLoginIp", "pii identifier"],
    ["isHomeless", "none"],
    ["workflowState", "none"],
  ])("%s: %s", (name, expected) => {
    expect(labelOf(patient, name)).toBe(expected);
  });
});

describe("names in many schemas of clinics", () => {
  it.each([
    ["nextOfKinName", "phi identifier"],
    ["nextOfKin", "phi identifier"],
    ["next_of_kin_phone", "phi contact"],
    ["contact", "phi contact"],
    ["healthInsurance", "phi identifier"],
  ])("%s of a patient: %s", (name, expected) => {
    expect(labelOf(patient, name)).toBe(expected);
  });

  it.each([
    ["patientNameSnapshot", "phi identifier"],
    ["testNameSnapshot", "phi clinical-code"],
    ["proceduresDone", "phi clinical-narrative"],
    ["pupilLeft", "phi clinical-narrative"],
    ["corneaR", "phi clinical-narrative"],
    ["painLocation", "phi clinical-narrative"],
    ["biopsyRecord", "phi clinical-narrative"],
    ["tongueTexture", "phi clinical-narrative"],
    ["tongueColor", "phi clinical-narrative"],
    ["labelColor", "none"],
    ["wardName", "none"],
    ["insurance", "none"],
  ])("%s of a visit: %s", (name, expected) => {
    expect(labelOf(visit, name)).toBe(expected);
  });

  it("are vital signs by their abbreviations where signs are measured", () => {
    expect(labelOf(context("VitalReading", ["patient-linked"]), "temp")).toBe("phi clinical-code");
    expect(labelOf(visit, "temp")).toBe("none");
  });

  it("are a record of care by three things that only such records hold", () => {
    const fields = ["chiefComplaint", "diagnosis", "clinicalNotes", "cvs"];
    expect(labelOf(context("DoctorNote", [], fields), "cvs")).toBe("phi clinical-narrative");
    expect(labelOf(context("DoctorTable", [], fields), "cvs")).toBe("none");
  });
});

describe("what a medicine is for", () => {
  it("is a health fact", () => {
    expect(labelOf(prescription, "purpose")).toBe("phi clinical-code");
    expect(labelOf(visit, "purpose")).toBe("none");
    expect(labelOf(prescription, "voieAdministration")).toBe("phi clinical-code");
  });
});

describe("models of FHIR", () => {
  it("hold an identifier by whatever name", () => {
    const identifier = context("PatientIdentifier", ["patient-linked"]);
    expect(["identifier", "value", "number"].map((name) => labelOf(identifier, name))).toEqual(
      Array(3).fill("phi identifier"),
    );
    expect(labelOf(visit, "value")).toBe("none");
  });

  it("hold a record", () => {
    expect(labelOf(context("HealthRecord", ["patient-linked"]), "record")).toBe(
      "phi clinical-narrative",
    );
    expect(labelOf(context("SyncLine", ["patient-linked"]), "record")).toBe("none");
  });
});

describe("codes", () => {
  it("are clinical, but for those that no two rows share", () => {
    expect(labelOf(prescription, "code")).toBe("phi clinical-code");
    expect(labelOf(prescription, "code", { isUnique: true })).toBe("none");
    expect(labelOf(prescription, "icdCode", { isUnique: true })).toBe("phi clinical-code");
  });
});

describe("dates", () => {
  it("are PHI when they find a person again", () => {
    const dates = ["dateOfBirth", "deceasedAt", "admissionDate", "dischargedAt", "symptomOnset"];
    expect(dates.map((name) => labelOf(patient, name, { type: "DateTime" }))).toEqual(
      dates.map(() => "phi date"),
    );
  });

  it("are not when they are of service or of the workflow", () => {
    const dates = ["createdAt", "appointmentDate", "treatmentConsentDate", "emailSentAt", "phone"];
    expect(dates.map((name) => labelOf(visit, name, { type: "DateTime" }))).toEqual(
      dates.map(() => "none"),
    );
  });

  it("of service are none in either order of the words", () => {
    const facts = { type: "DateTime" };
    const names = ["examDate", "date_examen", "datePrescription", "lastMammogram"];
    expect(names.map((name) => labelOf(visit, name, facts))).toEqual([
      "none",
      "none",
      "none",
      "phi date",
    ]);
  });

  it("of birth are those of whoever stands before them", () => {
    const names = ["motherDateOfBirth", "patient_date_of_birth", "guardianDateOfBirth"];
    expect(names.map((name) => labelOf(visit, name, { type: "DateTime" }))).toEqual(
      names.map(() => "phi date"),
    );
  });

  it("of a condition's end count on conditions alone", () => {
    const facts = { type: "DateTime" };
    expect(labelOf(context("Diagnosis", ["patient-linked"]), "resolvedAt", facts)).toBe("phi date");
    expect(labelOf(context("Ticket", ["patient-linked"]), "resolvedAt", facts)).toBe("none");
  });

  it("of birth are personal data on staff", () => {
    expect(labelOf(doctor, "birthDate", { type: "DateTime" })).toBe("pii staff");
  });
});

describe("health facts", () => {
  it.each([
    ["chiefComplaint", "phi clinical-narrative"],
    ["cptCode", "phi clinical-code"],
    ["diagnosisDescription", "phi clinical-narrative"],
    ["lastMammogram", "phi clinical-narrative"],
    ["painNotes", "phi clinical-narrative"],
    ["notes", "phi clinical-narrative"],
    ["drugName", "phi clinical-code"],
    ["medicationReminder", "none"],
    ["diagnosisType", "none"],
    ["lockReason", "none"],
    ["syncErrorMessage", "none"],
    ["formName", "none"],
  ])("on a patient-linked model, %s: %s", (name, expected) => {
    expect(labelOf(visit, name)).toBe(expected);
  });

  it("take the meaning of a vague word from the model", () => {
    expect(labelOf(prescription, "frequency")).toBe("phi clinical-code");
    expect(labelOf(visit, "frequency")).toBe("none");
  });

  it("are none in a catalogue", () => {
    const names = ["name", "diagnosis", "sideEffects", "icd10Code", "patientInstructions", "notes"];
    expect(names.map((name) => labelOf(drugs, name))).toEqual(names.map(() => "none"));
  });

  it("are none where nothing is about patients", () => {
    const names = [
      "diagnosis",
      "notes",
      "plan",
      "assessment",
      "transcript",
      "goal",
      "memberId",
      "description",
    ];
    expect(names.map((name) => labelOf(project, name))).toEqual(names.map(() => "none"));
  });

  it("count on a form that holds a person and their health, though nothing links it", () => {
    const intake = context(
      "IntakeRequest",
      [],
      ["fullName", "dateOfBirth", "symptoms", "medications"],
    );
    expect(labelOf(intake, "symptoms")).toBe("phi clinical-narrative");
    expect(labelOf(intake, "fullName")).toBe("phi identifier");
  });

  it("count on the profile of an expectant mother", () => {
    const fields = ["pregnancyWeeks", "knownConditions", "emergencyContactPhone"];
    expect(labelOf(context("UserProfile", ["person"], fields), "emergencyContactPhone")).toBe(
      "phi contact",
    );
    expect(
      labelOf(context("UserProfile", ["person"], ["theme", ...fields.slice(2)]), "knownConditions"),
    ).toBe("none");
  });

  it("name the patient without a link", () => {
    expect(labelOf(project, "patientName")).toBe("phi identifier");
    expect(labelOf(project, "patientSnapshot", { type: "Json" })).toBe("phi identifier");
  });
});

describe("people and organisations", () => {
  it("are personal data, not PHI", () => {
    expect(labelOf(doctor, "firstName")).toBe("pii staff");
    expect(labelOf(context("Customer", ["person"]), "email")).toBe("pii contact");
  });

  it("have public contact data when they are organisations", () => {
    const names = ["name", "phone", "address", "contactEmail"];
    expect(names.map((name) => labelOf(clinic, name))).toEqual(names.map(() => "none"));
  });

  it("count as PHI when the settings say so", () => {
    expect(classifyField(field("firstName"), doctor, { includeStaff: true })).toMatchObject({
      label: "phi",
      class: "staff",
    });
  });
});

describe("credentials", () => {
  it.each([
    "password",
    "passwordHash",
    "refreshToken",
    "mfaSecret",
    "apiKey",
    "encryptedApiKey",
    "backupCodes",
    "signaturePin",
  ])("%s is one", (name) => {
    expect(labelOf(project, name)).toBe("credential credential");
  });

  it.each([
    "publicKey",
    "displaySecretKey",
    "tokenType",
    "accessKeyId",
    "promptTokens",
    "avatarS3Key",
    "idempotencyKey",
  ])("%s is none", (name) => {
    expect(labelOf(project, name)).toBe("none");
  });

  it("are told by their model where the name is vague", () => {
    expect(labelOf(context("ApiKey", []), "hash")).toBe("credential credential");
    expect(labelOf(context("ContactAttributeKey", []), "key")).toBe("none");
  });
});

describe("places", () => {
  const appointment = (columns: string) =>
    context("Appointment", ["patient-linked"], columns.split(" "));

  it("have an address where appointments are held", () => {
    expect(labelOf(appointment("location address providerName"), "address")).toBe("none");
    expect(labelOf(appointment("clinicName street city"), "city")).toBe("none");
  });

  it("are not asked of a person who is described beside it", () => {
    expect(labelOf(appointment("name phone address doctorName"), "address")).toBe("phi contact");
    expect(labelOf(appointment("patientName address location"), "address")).toBe("phi contact");
    expect(labelOf(appointment("patientId address reason"), "address")).toBe("phi contact");
  });

  it("are not asked of who comes home to a patient", () => {
    const home = context("HomeAppointment", ["patient-linked"], ["location", "address"]);
    expect(labelOf(home, "address")).toBe("phi contact");
  });

  it("are on the body where something is found there", () => {
    expect(labelOf(context("Wound", ["patient-linked"]), "location")).toBe("phi clinical-code");
    expect(labelOf(context("PregnancyCheckup", ["patient-linked"]), "location")).toBe("none");
  });
});

describe("an affiliate", () => {
  it("is a member of a health plan, or sells for somebody", () => {
    const linked = (name: string) => context(name, ["patient-linked"]);
    expect(labelOf(linked("PatientInsurance"), "affiliateNumber")).toBe("phi identifier");
    expect(labelOf(linked("PatientReward"), "affiliateNumber")).toBe("none");
  });
});

describe("an address", () => {
  it("is one in all its parts", () => {
    const address = context("Address", ["patient-linked"], ["zipcode"]);
    const parts = ["building", "buildingblock", "apartment", "tower"];
    expect(parts.map((name) => labelOf(address, name))).toEqual(parts.map(() => "phi contact"));
    expect(labelOf(address, "typeresidence")).toBe("none");
    expect(labelOf(visit, "building")).toBe("none");
  });

  it("has a ward's number, which else is one of a hospital", () => {
    expect(labelOf(patient, "wardNumber")).toBe("phi contact");
    const card = context("MedicalCard", ["patient-linked"], ["wardNumber", "admittedAt"]);
    expect(labelOf(card, "wardNumber")).toBe("none");
  });
});

describe("contact details", () => {
  it("are not the patient's when they are a clinician's", () => {
    expect(labelOf(visit, "contactInfo")).toBe("phi contact");
    expect(["midwifeContact", "obgynContact"].map((name) => labelOf(visit, name))).toEqual([
      "none",
      "none",
    ]);
  });
});

describe("histories", () => {
  it("are the patient's by whatever abbreviation", () => {
    expect(["past_hx", "personalHistory"].map((name) => labelOf(patient, name))).toEqual([
      "phi clinical-narrative",
      "phi clinical-narrative",
    ]);
    expect(["occupation_hx", "mother_edu"].map((name) => labelOf(patient, name))).toEqual([
      "phi demographic",
      "phi demographic",
    ]);
    expect(labelOf(patient, "loginHistory")).toBe("none");
  });
});

describe("types", () => {
  it.each(["Boolean", "Int", "Decimal", "Float", "BigInt"])("%s holds no text", (type) => {
    expect(labelOf(patient, "ssn", { type })).toBe("none");
  });

  it("of keys and enums are none", () => {
    expect(labelOf(patient, "gender", { type: "Gender", isEnum: true })).toBe("none");
    expect(labelOf(patient, "guardian", { isForeignKey: true })).toBe("none");
    expect(labelOf(patient, "identifier", { nativeType: "Uuid" })).toBe("none");
  });

  it("of ciphertext and of digests are none", () => {
    expect(labelOf(patient, "ssnEncrypted")).toBe("none");
    expect(labelOf(patient, "emailHash")).toBe("none");
    expect(labelOf(patient, "phoneBlindIndex")).toBe("none");
    expect(labelOf(patient, "lastName", { type: "Bytes" })).toBe("none");
    expect(labelOf(patient, "photo", { type: "Bytes" })).toBe("phi biometric");
  });
});

describe("overrides", () => {
  it("in the middle of a sentence are none", () => {
    expect(labelOf(visit, "code2", { documentation: "The sum has no @phi" })).toBe("none");
    expect(labelOf(patient, "ssn", { documentation: "Not a @not-phi field" })).toBe(
      "phi identifier",
    );
  });

  it("stand in doc comments", () => {
    expect(classifyField(field("code", { documentation: "Ward. @phi" }), project)).toMatchObject({
      label: "phi",
      confidence: 1,
    });
    expect(
      classifyField(field("ssn", { documentation: "@not-phi test data" }), patient),
    ).toMatchObject({
      label: "none",
      reason: "is marked @not-phi: test data",
    });
  });

  it("do not take a longer word for an annotation", () => {
    expect(classifyField(field("code", { documentation: "see @philosophy" }), project).label).toBe(
      "none",
    );
  });

  it("stand in the settings, where exclusion wins", () => {
    const options = {
      include: ["Project.code*", "Patient.ssn"],
      exclude: ["*.ssn", "Project.codename"],
    };
    expect(classifyField(field("codeText"), project, options).label).toBe("phi");
    expect(classifyField(field("codename"), project, options).label).toBe("none");
    expect(classifyField(field("ssn"), patient, options).label).toBe("none");
  });

  it("keep the class that the name shows", () => {
    expect(classifyField(field("email", { documentation: "@phi" }), clinic).class).toBe(
      "identifier",
    );
    expect(classifyField(field("email", { documentation: "@phi" }), patient).class).toBe("contact");
  });
});

describe("confidence", () => {
  it("is high for what is unmistakable and lower for generic words", () => {
    expect(classifyField(field("ssn"), patient).confidence).toBeGreaterThanOrEqual(0.9);
    const vague = classifyField(field("feedback"), visit).confidence;
    expect(vague).toBeGreaterThanOrEqual(0.55);
    expect(vague).toBeLessThan(0.8);
  });

  it("comes with a reason that reads in a sentence", () => {
    expect(classifyField(field("phone"), visit).reason).toBe(
      "names a phone number on a patient-linked model",
    );
  });
});

describe("terms of trade", () => {
  it.each(["termsAndConditions", "paymentConditions", "deliveryNote"])("%s", (name) => {
    expect(labelOf(visit, name)).toBe("none");
  });
});

describe("reasons", () => {
  it("call the name of a medicine what it is", () => {
    const medication = context("Medication", ["patient-linked"]);
    expect(classifyField(field("name"), medication).reason).toBe(
      "names a condition or a medication on a patient-linked model",
    );
  });
});
