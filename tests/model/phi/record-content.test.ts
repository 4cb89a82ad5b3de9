/** Columns of clinical records that no lexicon knows: content, but for what a word calls administrative. */

import { describe, expect, it } from "vitest";

import { parseSchema } from "../../../src/languages/prisma/parser.ts";
import { classificationOf } from "../../../src/model/phi/schema-fields.ts";
import { buildSchemaModel } from "../../../src/model/schema/build.ts";
import type { Settings } from "../../../src/settings.ts";

/** The names of the fields of all models but `Patient` that are PHI for certain, in order. */
function phiOf(models: string): string[] {
  const text = `model Patient {\n  id String @id\n}\n${models}`;
  const schema = buildSchemaModel([{ path: "schema.prisma", text, ast: parseSchema(text) }]);
  return [...schema.models.values()]
    .filter(({ name }) => name !== "Patient")
    .flatMap(({ fields }) => fields)
    .filter((field) => {
      const { label, confidence } = classificationOf(field, schema, {});
      return label === "phi" && confidence >= 0.8;
    })
    .map(({ name }) => name);
}

function record(name: string, fields: string): string[] {
  return phiOf(`model ${name} {
    id        String @id
    patientId String
    patient   Patient @relation(fields: [patientId], references: [id])
    ${fields
      .trim()
      .split(/\s*;\s*/u)
      .join("\n    ")}
  }`);
}

describe("columns of a patient's rows", () => {
  it("hold what their last words say, whatever stands before or behind", () => {
    expect(record("PatientIdentifier", "type String; normalizedValue String")).toEqual([
      "normalizedValue",
    ]);
    expect(record("Dispense", "medicationLabelSnapshot String; shelfLabel String")).toEqual([
      "medicationLabelSnapshot",
    ]);
    expect(record("Triage", "sepsisScreen Json; lockScreen Json")).toEqual(["sepsisScreen"]);
    expect(record("PatientProfile", "optionalHealthInfo Json")).toEqual(["optionalHealthInfo"]);
    expect(record("Appointment", "cancelledReason String")).toEqual(["cancelledReason"]);
    expect(record("ConsultRequest", "consultantEmail String")).toEqual([]);
  });
});

describe("columns of a clinical record", () => {
  it("are its content, whatever they are called", () => {
    expect(
      record(
        "ShoulderExamination",
        "wobble String; clickSounds String[]; grommets Json?; zorp String @db.Text; others String",
      ),
    ).toEqual(["wobble", "clickSounds", "grommets", "zorp", "others"]);
  });

  it("are free text of which a name says nothing", () => {
    expect(
      record("DoctorNote", "description String; text String; aiAdvice String; message String"),
    ).toEqual(["description", "text", "aiAdvice", "message"]);
  });

  it.each([
    ["who did what with it", "enteredBy String; scribeName String; verifiedWith String"],
    ["when and where", "zorpTime String; examRoom String; zorpLocation String; zorpDay String"],
    ["its numbers and states", "sheetNumber String; zorpCode String; approvalStatus String"],
    ["files", "zorpUrl String; zorpImage String; zorpFile String; scanPdf String"],
    ["money", "zorpPrice String; zorpCurrency String; paidZorp String"],
    ["kinds and settings", "zorpType String; zorpTemplate String; locale String; aiModel String"],
    ["keys and passwords", "zorpId String; zorpIds String[]; zorpHash String; zorpUid String"],
  ])("are not about %s", (_, fields) => {
    expect(record("ShoulderExamination", fields)).toEqual([]);
  });

  it("are what somebody is to eat, and how they live", () => {
    expect(record("MealPlan", "zorp String; title String; color String")).toEqual(["zorp"]);
    expect(record("PatientLifestyle", "zorp String; updatedBy String")).toEqual(["zorp"]);
  });

  it("are the parts of a plan of care, and not of a subscription", () => {
    const fields = "zorps String[]; supervising String; approvedBy String";
    expect(record("CarePlan", fields)).toEqual(["zorps"]);
    expect(record("PaymentPlan", fields)).toEqual([]);
  });

  it("are what a test found, and not an order of one", () => {
    const fields = "name String; zorp String; url String";
    expect(record("Test", fields)).toEqual(["name", "zorp"]);
    expect(record("TestOrder", fields)).toEqual([]);
  });

  it("are not glued from what is administrative", () => {
    expect(
      record("Consultation", "consultdatestart String; returnconsult String; zorpconsult String"),
    ).toEqual(["zorpconsult"]);
  });

  it("are how far a joint goes", () => {
    expect(record("Visit", "rangeOfMotion String; range String")).toEqual(["rangeOfMotion"]);
  });

  it("are fields that a practice adds", () => {
    expect(record("ClinicalRecord", "customFields Json; customFieldTypes Json")).toEqual([
      "customFields",
    ]);
  });

  it("are graded findings, where what is graded is one", () => {
    expect(
      record(
        "LungAssessment",
        "zorpClass String; zorpLevel String; accessLevel String; level String; zorpTypes String[]; zorpType String",
      ),
    ).toEqual(["zorpClass", "zorpLevel", "zorpTypes"]);
  });

  it("are measured, where what is measured is of medicine", () => {
    expect(record("Interview", "sleepHours String; openHours String; allergyCount String")).toEqual(
      ["sleepHours"],
    );
  });

  it("are plans and regions of care, not of an insurer", () => {
    expect(
      record("Diagnosis", "wobblePlan String; wobbleRegion String; insurancePlan String"),
    ).toEqual(["wobblePlan", "wobbleRegion"]);
  });

  it("are kept in two languages", () => {
    expect(record("PatientProfile", "nameEn String; nameAr String; gender String")).toEqual([
      "nameEn",
      "nameAr",
      "gender",
    ]);
  });

  it("are no states, which are those of the work", () => {
    expect(
      record(
        "NutritionAssessment",
        "zorpStatus String; reviewStatus String; diagnosisStatus String",
      ),
    ).toEqual([]);
  });

  it("are text or JSON that rows may share", () => {
    expect(
      record(
        "ShoulderExamination",
        "zorp Int; zorpFactor Float; zorped Boolean; zorpMoment DateTime; zorpBlob Bytes; zorpKind String @unique",
      ),
    ).toEqual([]);
  });

  it("are administrative in other languages as well", () => {
    expect(
      record(
        "ExamenFisico",
        "zorpe String; archivo String; usuarioRegistro String; fechaCarga String; estado String",
      ),
    ).toEqual(["zorpe"]);
    expect(
      record("Anamnese", "zorpe String; arquivo String; criadoPor String; particular String"),
    ).toEqual(["zorpe"]);
    expect(record("Befund", "zorpe String; dateiname String; unterschrift String")).toEqual([
      "zorpe",
    ]);
    expect(record("Anamnesis", "zorpe String; fichier String; valide String")).toEqual(["zorpe"]);
  });

  it("may be the patient's by way of another record", () => {
    expect(
      phiOf(`
        model Treatment {
          id        String  @id
          patientId String
          patient   Patient @relation(fields: [patientId], references: [id])
        }
        model TreatmentFinding {
          id          String    @id
          treatmentId String
          treatment   Treatment @relation(fields: [treatmentId], references: [id])
          zorp        String
        }`),
    ).toEqual(["zorp"]);
  });
});

describe("clinical records without a clinical name", () => {
  const parent = `model Examination {
    id        String @id
    patientId String
    patient   Patient @relation(fields: [patientId], references: [id])
  }`;

  it("are parts of one that they cannot be without", () => {
    expect(
      phiOf(`${parent}
        model Zorp {
          id            String      @id
          examinationId String
          examination   Examination @relation(fields: [examinationId], references: [id])
          wobble        String
          score         String
          zorpNumber    String
        }`),
    ).toEqual(["wobble", "score"]);
  });

  it("are not what may be without it, nor its administration", () => {
    expect(
      phiOf(`${parent}
        model Zorp {
          id            String       @id
          examinationId String?
          examination   Examination? @relation(fields: [examinationId], references: [id])
          wobble        String
        }
        model ExaminationPayment {
          id            String      @id
          examinationId String
          examination   Examination @relation(fields: [examinationId], references: [id])
          wobble        String
        }`),
    ).toEqual([]);
  });

  it("are in the company of clinical columns", () => {
    expect(
      record("Zorp", "diagnosis String; symptoms String; allergies String; wobble String"),
    ).toEqual(["diagnosis", "symptoms", "allergies", "wobble"]);
    expect(
      record("Zorp", "diagnosis String; hasAllergies Boolean; bloodPressure Int; wobble String"),
    ).toEqual(["diagnosis", "wobble"]);
    expect(record("Zorp", "diagnosis String; symptoms String; wobble String")).toEqual([
      "diagnosis",
      "symptoms",
    ]);
  });

  it("are those that the settings call so", () => {
    const text =
      "model Patient {\n id String @id\n}\nmodel PatientZorp {\n id String @id\n wobble String\n}";
    const schema = buildSchemaModel([{ path: "schema.prisma", text, ast: parseSchema(text) }]);
    const wobble = schema.models.get("PatientZorp")?.field("wobble");
    const labelWith = (traits: NonNullable<Settings["traits"]>) =>
      wobble && classificationOf(wobble, schema, { traits }).label;
    expect(labelWith({})).toBe("none");
    expect(labelWith({ "clinical-record": ["PatientZorp"] })).toBe("phi");
    expect(labelWith({ "clinical-record": ["PatientZorp", "!*"] })).toBe("none");
  });
});

describe("what changed in a clinical record", () => {
  it("is PHI in the log of it", () => {
    expect(record("AllergyAudit", "previousValue Json; newValue Json; action String")).toEqual([
      "previousValue",
      "newValue",
    ]);
    expect(record("InvoiceAudit", "previousValue Json; newValue Json")).toEqual([]);
  });
});

describe("the name of a record", () => {
  it("tells a health fact where the record is of one thing", () => {
    expect(record("Exam", "name String; customName String; fileName String")).toEqual([
      "name",
      "customName",
    ]);
    expect(record("CarePlan", "name String")).toEqual([]);
  });
});

describe("the patient's own row", () => {
  it("probably tells of the patient, whatever the column is called, and surely by what no two share", () => {
    const text =
      "model Patient {\n id String @id\n wobble String\n zorp String @unique\n zorpNumber String @unique\n bedNumber String\n zorpType String\n signInId String @unique\n}";
    const schema = buildSchemaModel([{ path: "schema.prisma", text, ast: parseSchema(text) }]);
    const read = schema.models.get("Patient")?.fields.map((field) => {
      const { label, confidence } = classificationOf(field, schema, {});
      return [field.name, label, confidence];
    });
    expect(read).toEqual([
      ["id", "none", 0.9],
      ["wobble", "phi", 0.5],
      ["zorp", "phi", 0.8],
      ["zorpNumber", "phi", 0.8],
      ["bedNumber", "none", 0.9],
      ["zorpType", "none", 0.9],
      ["signInId", "none", 0.9],
    ]);
  });
});

describe("what a patient comes for", () => {
  it("is told in the rows of a session, a visit and a report", () => {
    expect(record("PatientSession", "wobble String; serverUrl String")).toEqual(["wobble"]);
    expect(record("Visit", "wobble String; meetingRoom String")).toEqual(["wobble"]);
    expect(record("BirthReport", "details String; reportNumber String")).toEqual(["details"]);
    expect(record("ChatSession", "wobble String")).toEqual([]);
  });

  it("is told where a row says the patient's age and sex and no key names the patient", () => {
    expect(
      phiOf("model DrugReactionReport {\n id String @id\n patientSex String\n wobble String\n}"),
    ).toEqual(["patientSex", "wobble"]);
  });

  it("is what a machine read on the patient's papers", () => {
    expect(record("ScanDraft", "parsedData Json; ocrText String; parseError String")).toEqual([
      "parsedData",
      "ocrText",
    ]);
  });
});

describe("columns of other models", () => {
  it.each([
    "PrescriptionAudit",
    "LabOrder",
    "PaymentRecord",
    "MedicalDocument",
    "Appointment",
    "Zorp",
  ])("%s: are nothing without a word that the lexicon knows", (name) => {
    expect(record(name, "wobble String; grommets Json")).toEqual([]);
  });

  it("are no PHI in catalogues, which belong to no patient", () => {
    expect(
      phiOf("model MedicationCatalog {\n id String @id\n wobble String\n drugName String\n}"),
    ).toEqual([]);
  });
});

describe("what a language model was told of a patient", () => {
  it("is PHI, and which model it was is not", () => {
    expect(
      record("LlmRun", "inputJson Json; outputJson Json; model String; promptVersion String"),
    ).toEqual(["inputJson", "outputJson"]);
  });
});

describe("places", () => {
  it("are on the body of who has a wound, and in a house for what is done", () => {
    expect(record("Wound", "location String")).toEqual(["location"]);
    expect(record("Surgery", "location String")).toEqual([]);
  });
});

describe("comments", () => {
  it("say of a list of codes that it points to other rows", () => {
    const fields = (comment: string) => `///${comment}; diagnosisCodes String[]`;
    expect(record("ClaimCharge", fields(" Pointers to the claim's diagnoses"))).toEqual([]);
    expect(record("ClaimCharge", fields(" Index into the diagnoses"))).toEqual([]);
    expect(record("ClaimCharge", fields(" The diagnoses"))).toEqual(["diagnosisCodes"]);
  });
});

describe("a name beside a date of birth", () => {
  it("is a person's", () => {
    expect(record("PatientSignup", "name String; dob DateTime")).toEqual(["name", "dob"]);
    expect(record("PatientProgram", "name String; startsAt DateTime")).toEqual([]);
  });
});
