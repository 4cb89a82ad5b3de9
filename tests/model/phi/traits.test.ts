import { describe, expect, it } from "vitest";

import { inferTraits } from "../../../src/model/phi/traits.ts";
import type { ModelGraphNode, ModelTrait } from "../../../src/model/phi/types.ts";

/** `model("Note", "body patientId>Patient! authorId>User?")`: columns, with the model that a key refers to; `!` is unique. */
function model(name: string, columns: string): ModelGraphNode {
  const parsed = columns
    .split(" ")
    .map((column) => /^(\w+?)(?::(\w+))?(?:>(\w+))?(\?)?(!)?$/.exec(column));
  return {
    name,
    fields: parsed.map((match) => ({
      name: match?.[1] ?? "",
      type: match?.[2] ?? "String",
      isList: false,
      isId: match?.[1] === "id",
      isUnique: match?.[5] !== undefined,
      isRequired: match?.[4] === undefined,
    })),
    references: parsed.flatMap((match) =>
      match?.[3] === undefined
        ? []
        : [{ model: match[3], required: match[4] === undefined, fieldName: match[1] ?? "" }],
    ),
  };
}

function traitsOf(models: ModelGraphNode[], name: string, overrides = {}): ModelTrait[] {
  return [...(inferTraits(models, overrides).get(name) ?? [])].toSorted();
}

function having(models: ModelGraphNode[], trait: ModelTrait, overrides = {}): string[] {
  return [...inferTraits(models, overrides)]
    .filter(([, traits]) => traits.has(trait))
    .map(([name]) => name);
}

const clinic = [
  model("Clinic", "id name phone"),
  model("Doctor", "id clinicId>Clinic firstName lastName npi"),
  model("Patient", "id clinicId>Clinic firstName birthDate"),
  model("Visit", "id clinicId>Clinic patientId>Patient doctorId>Doctor reason"),
  model("VisitNote", "id visitId>Visit authorId>Doctor body"),
  model("DoctorShift", "id doctorId>Doctor startsAt"),
  model("Specimen", "id visitNoteId>VisitNote barcode"),
  model("ShelfLabel", "id visitNoteId>VisitNote text"),
];

describe("records of a service that has no patients of its own", () => {
  const service = [
    model("VitalReading", "id patientId value notes"),
    model("ReadingAlert", "id readingId>VitalReading body"),
    model("GroupSession", "id topic"),
    model("GroupSessionAttendee", "id sessionId>GroupSession patientUuid notes"),
    model("PatientSurvey", "id answers"),
    model("PatientSurveyTemplate", "id title"),
    model("Device", "id serial lastPatientSync"),
  ];

  it("are the patients' by their keys and by their names", () => {
    expect(having(service, "patient")).toEqual([]);
    expect(having(service, "patient-linked")).toEqual([
      "VitalReading",
      "ReadingAlert",
      "GroupSessionAttendee",
      "PatientSurvey",
    ]);
  });

  it("are not accounts and staff that may be a patient's", () => {
    expect(
      having([model("User", "id email patientId?"), model("Nurse", "id")], "patient-linked"),
    ).toEqual([]);
  });
});

describe("records far from the patient", () => {
  const hospital = [
    ...clinic,
    model("Bed", "id currentAdmissionId>Admission? notes"),
    model("Emergency", "id visitId>Visit airway"),
    model("Admission", "id emergencyId>Emergency reason"),
    model("Handover", "id admissionId>Admission diet"),
    model("HandoverPrinter", "id handoverId>Handover name"),
  ];

  it("are the patients' when they are part of a stay", () => {
    expect(having(hospital, "patient-linked")).toEqual([
      "Visit",
      "VisitNote",
      "Specimen",
      "Emergency",
      "Admission",
      "Handover",
    ]);
  });

  it("hang on rows that name a patient without a key", () => {
    const theatre = [
      ...clinic,
      model("Operation", "id patientName plannedAt"),
      model("OperationChecklist", "id operationId>Operation allergies"),
    ];
    expect(having(theatre, "patient-linked")).toContain("OperationChecklist");
    const elsewhere = [model("Toy", "id patientName"), model("ToyPart", "id toyId>Toy")];
    expect(having(elsewhere, "patient-linked")).toEqual([]);
  });
});

describe("customers", () => {
  const practice = [
    model("Dentist", "id licenseNumber"),
    model("Prescription", "id medication"),
    model("Customer", "id address dateOfBirth"),
    model("Visit", "id customerId>Customer reason"),
  ];

  it("are patients where clinicians sell and more is known of them than of buyers", () => {
    expect(having(practice, "patient")).toEqual(["Customer"]);
    expect(having(practice, "patient-linked")).toEqual(["Prescription", "Visit"]);
  });

  it("are buyers beside patients, in other trades, and where nothing of health is known", () => {
    expect(having([...practice, model("Patient", "id name")], "patient")).toEqual(["Patient"]);
    expect(having([...practice, model("Pet", "id name")], "patient")).toEqual([]);
    const buyer = model("Customer", "id name email");
    expect(having([...practice.slice(0, 2), buyer], "patient")).toEqual([]);
  });
});

describe("people whom clinical records refer to", () => {
  const records = [
    model("User", "id email name"),
    model("Doctor", "id licenseNumber"),
    model("Prescription", "id userId>User? drug"),
    model("AllergyEntry", "id userId>User severity"),
    model("Basket", "id userId>User note"),
  ];

  it("are patients where a key says so, beside staff of the same table", () => {
    const shared = [
      model("User", "id email role"),
      model("Visit", "id patientId>User doctorId>User reason"),
      model("Post", "id userId>User body"),
    ];
    expect(having(shared, "patient")).toEqual(["User"]);
    expect(having(shared, "patient-linked")).toEqual(["Visit"]);
    expect(having(shared, "patient", { patient: ["!User"] })).toEqual([]);
  });

  it("are patients where two kinds of health records are theirs", () => {
    expect(having(records, "patient")).toEqual(["User"]);
    expect(having(records, "patient-linked")).toEqual(["Prescription", "AllergyEntry"]);
    const logins = [
      model("UserAuth", "id email"),
      model("SymptomRecord", "id userId>UserAuth text"),
      model("MedicationIntake", "id userId>UserAuth at"),
      model("Vaccination", "id userId>UserAuth at"),
    ];
    expect(having(logins, "patient")).toEqual(["UserAuth"]);
  });

  it("are not patients beside others, for one kind of record, or where they write of a patient", () => {
    expect(having([...records, model("Patient", "id name")], "patient")).toEqual(["Patient"]);
    expect(having(records.toSpliced(3, 1), "patient")).toEqual([]);
    const written = [
      model("User", "id email"),
      model("Doctor", "id"),
      model("Prescription", "id userId>User patientName"),
      model("AllergyEntry", "id userId>User patientName"),
    ];
    expect(having(written, "patient")).toEqual([]);
  });

  it("are not patients for what they sell, like or made", () => {
    const shop = [
      model("User", "id email"),
      model("Pharmacy", "id name"),
      model("Nurse", "id name"),
      model("Medicine", "id userId>User price:Int"),
      model("TreatmentReview", "id userId>User text"),
      model("Vaccine", "id createdById>User name"),
    ];
    expect(having(shop, "patient")).toEqual([]);
  });
});

describe("what a patient or a record has to itself", () => {
  const models = [
    model("Patient", "id profileId>Profile?! addressBookId>AddressBook?! cityId>City?"),
    model("Nutritionist", "id profileId>Profile!"),
    model("Profile", "id name phone"),
    model("AddressBook", "id line"),
    model("City", "id title"),
    model("Checkup", "id patientId>Patient habitsId>Habits! roomId>Room nurseId>Nurse!"),
    model("Habits", "id usual"),
    model("Room", "id title"),
    model("Nurse", "id"),
  ];

  it("is the patient's", () => {
    expect(having(models, "patient-linked")).toEqual(["AddressBook", "Checkup", "Habits"]);
  });

  it("is a patient where it alone has the name of one", () => {
    expect(having(models, "patient")).toEqual(["Patient", "Profile"]);
    const named = [model("Patient", "id name profileId>Profile!"), ...models.slice(1)];
    expect(having(named, "patient")).toEqual(["Patient"]);
    const account = [model("Patient", "id accountId>Account!"), model("Account", "id email")];
    expect(having(account, "patient")).toEqual(["Patient"]);
  });

  it("is part of the record", () => {
    expect(having(models, "clinical-record")).toEqual(["Checkup", "Habits"]);
  });
});

describe("parts of a patient's relatives", () => {
  it("are the patients'", () => {
    const models = [
      model("Patient", "id name"),
      model("Guardian", "id patientId>Patient guardianAddressId>GuardianAddress"),
      model("GuardianAddress", "id street city"),
      model("ClinicAddress", "id street city"),
      model("Clinic", "id clinicAddressId>ClinicAddress"),
    ];
    expect(having(models, "patient-linked")).toEqual(["Guardian", "GuardianAddress"]);
  });
});

describe("mothers and children", () => {
  const maternity = [
    model("Mother", "id dob name"),
    model("MedicalRecord", "id motherId>Mother notes"),
    model("Delivery", "id motherId>Mother mode"),
  ];

  it("are patients where care is recorded and nobody else is one", () => {
    expect(having(maternity, "patient")).toEqual(["Mother"]);
    expect(having(maternity, "patient-linked")).toEqual(["MedicalRecord", "Delivery"]);
    expect(having([...maternity, model("Patient", "id")], "patient")).toEqual(["Patient"]);
    expect(
      having([model("Child", "id dob"), model("Lesson", "id childId>Child")], "patient"),
    ).toEqual([]);
  });
});

describe("donors", () => {
  it("are patients where their health is recorded", () => {
    const donor = model("Donor", "id name bloodType");
    expect(having([...clinic, donor], "patient")).toEqual(["Patient", "Donor"]);
    const patron = model("Donor", "id name amount");
    expect(having([...clinic, patron], "patient")).toEqual(["Patient"]);
  });
});

describe("patients", () => {
  it("are models of that name", () => {
    expect(having(clinic, "patient")).toEqual(["Patient"]);
    expect(having([model("patient_data", "id fname lname")], "patient")).toEqual(["patient_data"]);
    expect(having([model("Paciente", "id nome")], "patient")).toEqual(["Paciente"]);
  });

  it("are clients with clinical fields", () => {
    const models = [
      model("Client", "id firstName medicalRecordNumber dateOfBirth"),
      model("Invoice", "id clientId>Client"),
    ];
    expect(having(models, "patient")).toEqual(["Client"]);
    expect(having(models, "patient-linked")).toEqual(["Invoice"]);
  });

  it("are members beside clinical models", () => {
    const models = [
      model("Member", "id name gender"),
      model("Prescription", "id memberId>Member drug"),
    ];
    expect(having(models, "patient")).toEqual(["Member"]);
  });

  it("are not OAuth clients, members of a team or customers", () => {
    const models = [
      model("Client", "id clientSecret redirectUri"),
      model("Member", "id teamId>Team userId>User role"),
      model("Team", "id name"),
      model("User", "id email name"),
      model("Customer", "id email phone birthday"),
    ];
    expect(having(models, "patient")).toEqual([]);
    expect(having(models, "patient-linked")).toEqual([]);
  });

  it("are not the clients of a salon or a law firm", () => {
    const salon = [
      model("Client", "id firstName dateOfBirth gender"),
      model("Appointment", "id clientId>Client"),
      model("Stylist", "id name"),
    ];
    expect(having(salon, "patient")).toEqual([]);
  });

  it("are users only where nobody else is", () => {
    const tracker = [
      model("User", "id email birthDate bloodType"),
      model("SymptomLog", "id userId>User severity"),
    ];
    expect(having(tracker, "patient")).toEqual(["User"]);
    expect(having([...tracker, model("Patient", "id userId>User")], "patient")).toEqual([
      "Patient",
    ]);
  });
});

describe("patient-linked models", () => {
  it("are one or two foreign keys away, and farther when their name is clinical", () => {
    expect(having(clinic, "patient-linked")).toEqual(["Visit", "VisitNote", "Specimen"]);
  });

  it("are far away as well with what only patients have", () => {
    const models = [
      ...clinic,
      model("Zorp", "id specimenId>Specimen finalDiagnosis"),
      model("Wobble", "id specimenId>Specimen label"),
    ];
    expect(having(models, "patient-linked")).toEqual(["Visit", "VisitNote", "Specimen", "Zorp"]);
  });

  it("are tied by the name of a column where no relation is declared", () => {
    const models = [
      model("patients", "id name"),
      model("scores", "id patient_id:Int points"),
      model("vitals", "id pid:Int pulse"),
    ];
    expect(having(models, "patient-linked")).toEqual(["scores", "vitals"]);
  });

  it("include relatives and the parts that a patient owns", () => {
    const models = [
      model("Patient", "id addressId>Address policyId>InsurancePolicy"),
      model("Address", "id city"),
      model("InsurancePolicy", "id memberId"),
      model("EmergencyContact", "id name"),
      model("PatientPhone", "id number"),
    ];
    expect(having(models, "patient-linked")).toEqual([
      "Address",
      "InsurancePolicy",
      "EmergencyContact",
      "PatientPhone",
    ]);
  });

  it("are not reached through staff or organisations", () => {
    const models = [
      model("Patient", "id"),
      model("User", "id email favouritePatientId>Patient?"),
      model("Preference", "id userId>User theme"),
    ];
    expect(having(models, "patient-linked")).toEqual([]);
  });

  it("include the health records of users, where patients are users", () => {
    const models = [
      model("User", "id email"),
      model("Doctor", "id npi"),
      model("Allergy", "id userId>User allergen"),
      model("Checkup", "id userId>User doctorId>Doctor topic"),
      model("Answers", "id profileId>User diagnosis"),
      model("DoctorReview", "id userId>User doctorId>Doctor rating"),
      model("Drug", "id createdById>User name"),
      model("Medicine", "id userId>User name price:Int"),
      model("Bookmark", "id userId>User url"),
    ];
    expect(having(models, "patient-linked")).toEqual(["Allergy", "Checkup", "Answers"]);
  });

  it("are no records of users where nothing else speaks of health", () => {
    const models = [model("User", "id email"), model("Episode", "id userId>User title")];
    expect(having(models, "patient-linked")).toEqual([]);
  });

  it("are the readings of a patient's device, and not its firmware", () => {
    const models = [
      model("Patient", "id name"),
      model("Device", "id patientId>Patient"),
      model("Reading", "id deviceId>Device value"),
      model("Firmware", "id deviceId>Device notes"),
    ];
    expect(having(models, "patient-linked")).toEqual(["Device", "Reading"]);
  });

  it("survive a cycle", () => {
    const models = [
      model("Patient", "id aId>A"),
      model("A", "id bId>B"),
      model("B", "id aId>A patientId>Patient"),
    ];
    expect(having(models, "patient-linked")).toEqual(["A", "B"]);
  });
});

describe("other traits", () => {
  it("tell staff, people, organisations and tenants apart", () => {
    expect(traitsOf(clinic, "Clinic")).toEqual(["organisation", "tenant"]);
    expect(traitsOf(clinic, "Doctor")).toEqual(["person", "staff", "tenant-scoped"]);
    expect(traitsOf([model("Payer", "id name")], "Payer")).toEqual(["organisation"]);
    expect(traitsOf([model("Attendee", "id email")], "Attendee")).toEqual(["person"]);
    expect(traitsOf([model("User", "id email npiNumber")], "User")).toEqual(["person", "staff"]);
  });

  it("take who buys something beside a patient for no patient", () => {
    const models = [
      model("Patient", "id name"),
      model("Doctor", "id"),
      model("Prescription", "id patientId>Patient"),
      model("Client", "id businessName contactName email"),
      model("Member", "id dateOfBirth patientId>Patient"),
    ];
    expect(having(models, "patient")).toEqual(["Patient", "Member"]);
  });

  it("take a clinic for a tenant that a user made who may be a patient", () => {
    const models = [
      model("User", "id name email"),
      model("Patient", "id userId>User! clinicId>Clinic"),
      model("Clinic", "id name createdBy>User"),
      model("Visit", "id patientId>Patient clinicId>Clinic"),
      model("Prescription", "id patientId>Patient clinicId>Clinic"),
    ];
    expect(having(models, "patient")).toEqual(["User", "Patient"]);
    expect(having(models, "tenant")).toEqual(["Clinic"]);
  });

  it("take no configuration of a user's for a health record", () => {
    const models = [
      ...clinic,
      model("ClinicalNoteReminderConfig", "id userId enabled"),
      model("ClinicalNoteReading", "id userId mood"),
    ];
    expect(having(models, "patient-linked")).not.toContain("ClinicalNoteReminderConfig");
  });

  it("take no team that each patient has for a tenant", () => {
    const models = [
      model("Patient", "id name"),
      model("CareTeam", "id patientId>Patient"),
      model("Goal", "id careTeamId>CareTeam"),
      model("Meeting", "id careTeamId>CareTeam"),
      model("Member", "id careTeamId>CareTeam"),
    ];
    expect(having(models, "tenant")).toEqual([]);
  });

  it("take whatever organisation most models need for a tenant, patients among them", () => {
    const models = [
      model("Lab", "id name"),
      model("Workspace", "id labId>Lab name"),
      model("Patient", "id labId>Lab workspaceId>Workspace?"),
      model("Requisition", "id labId>Lab workspaceId>Workspace?"),
      model("Specimen", "id labId workspaceId>Workspace?"),
      model("Country", "id code"),
    ];
    expect(having(models, "tenant")).toEqual(["Lab", "Workspace"]);
  });

  it.each([
    ["that patients may be without", "labId>Lab?", "labId>Lab"],
    ["that few others refer to", "labId>Lab", "code"],
  ])("take no organisation for a tenant %s", (_what, patients, others) => {
    const models = [
      model("Lab", "id name"),
      model("Patient", `id ${patients}`),
      model("LabOrder", "id patientId>Patient labId>Lab"),
      model("LabResult", "id patientId>Patient labId>Lab"),
      model("Visit", `id patientId>Patient ${others}`),
      model("Prescription", `id patientId>Patient ${others}`),
      model("Invoice", `id patientId>Patient ${others}`),
      model("Country", "id code"),
    ];
    expect(having(models, "tenant")).toEqual([]);
  });

  it("take no organisation for a tenant that the schema is about", () => {
    const models = [
      model("Vendor", "id name"),
      model("Assessment", "id vendorId>Vendor"),
      model("Certificate", "id vendorId>Vendor"),
      model("Invoice", "id vendorId>Vendor"),
    ];
    expect(having(models, "tenant")).toEqual([]);
  });

  it("find logs, and leave calendars and clinical diaries alone", () => {
    const models = [
      model("AuditLog", "id action createdAt:DateTime"),
      model("PriceHistory", "id price changedAt:DateTime"),
      model("Event", "id title startsAt:DateTime createdAt:DateTime"),
      model("SymptomLog", "id symptom createdAt:DateTime"),
      model("WorkLog", "id createdAt:DateTime updatedAt:DateTime"),
      model("ImageAccessLog", "id accessedAt:DateTime"),
      model("AuditTrail", "id createdAt:DateTime updatedAt:DateTime"),
      model("ChartAudit", "id createdAt:DateTime updatedAt:DateTime"),
      model("PollActivity", "id type payload createdAt:DateTime"),
      model("ServerActivity", "id action performedBy performedAt:DateTime"),
      model("LeadActivity", "id subject dueDate:DateTime completed createdAt:DateTime"),
      model("CampActivity", "id name startTime:DateTime createdAt:DateTime"),
      model("LicenseValidation", "id ipAddress validatedAt:DateTime"),
      model("FormValidation", "id pattern createdAt:DateTime updatedAt:DateTime"),
      model("LogRecord", "id message createdAt:DateTime"),
      model("ActivityLogEntry", "id message createdAt:DateTime"),
      model("SymptomLogEntry", "id symptom createdAt:DateTime"),
      model("AuditOutboxEvent", "id createdAt:DateTime deliveredAt:DateTime?"),
      model("DomainEvent", "id createdAt:DateTime leaseOwner attemptCount:Int"),
    ];
    expect(having(models, "append-only")).toEqual([
      "AuditLog",
      "PriceHistory",
      "ImageAccessLog",
      "AuditTrail",
      "PollActivity",
      "ServerActivity",
      "LicenseValidation",
      "LogRecord",
      "ActivityLogEntry",
    ]);
  });

  it("take a history that keeps what a clinical record said for a record", () => {
    const models = [
      ...clinic,
      model("VisitNoteHistory", "id visitNoteId>VisitNote content:Json createdAt:DateTime"),
      model("VisitNoteStatusHistory", "id visitNoteId>VisitNote status createdAt:DateTime"),
      model("PriceHistory", "id content createdAt:DateTime"),
    ];
    expect(having(models, "append-only")).toEqual(["VisitNoteStatusHistory", "PriceHistory"]);
  });

  it("take no record of the software for a clinical one", () => {
    const models = [
      ...clinic,
      model("LogRecord", "id message patientId>Patient? createdAt:DateTime"),
      model("IdempotencyRecord", "id command patientId>Patient"),
      model("CommandResult", "id command visitId>Visit"),
      model("LabResult", "id value patientId>Patient"),
    ];
    expect(having(models, "clinical-record")).not.toContain("LogRecord");
    expect(having(models, "clinical-record")).not.toContain("IdempotencyRecord");
    expect(having(models, "clinical-record")).not.toContain("CommandResult");
    expect(having(models, "clinical-record")).toContain("LabResult");
  });

  it("find join tables", () => {
    const models = [
      model("Post", "id"),
      model("Tag", "id"),
      model("PostTag", "postId>Post tagId>Tag createdAt:DateTime"),
      model("Comment", "id postId>Post tagId>Tag body title rating"),
    ];
    expect(having(models, "join")).toEqual(["PostTag"]);
  });

  it("find logins, and not therapy sessions", () => {
    const models = [
      model("Session", "id sessionToken expires"),
      model("GroupSession", "id topic room"),
      model("RefreshToken", "id hash"),
      model("OTPCode", "id code expiresAt:DateTime"),
      model("VerificationCode", "id code expiresAt:DateTime"),
    ];
    expect(having(models, "session")).toEqual([
      "Session",
      "RefreshToken",
      "OTPCode",
      "VerificationCode",
    ]);
  });

  it("find catalogues and consents", () => {
    const models = [
      model("ServiceCode", "id label"),
      model("Cpt", "id code description"),
      model("TreatmentConsent", "id text"),
    ];
    expect(having(models, "catalog")).toEqual(["ServiceCode", "Cpt"]);
    expect(having(models, "consent")).toEqual(["TreatmentConsent"]);
  });
});

describe("overrides", () => {
  const models = [
    model("Guest", "id name"),
    model("Stay", "id guestId>Guest"),
    model("StayLog", "id"),
    model("Patient", "id"),
  ];

  it("add by name, glob and regular expression, and links follow", () => {
    expect(having(models, "patient", { patient: ["Guest"] })).toEqual(["Guest", "Patient"]);
    expect(having(models, "patient-linked", { patient: ["Guest"] })).toEqual(["Stay"]);
    expect(having(models, "append-only", { "append-only": ["*Log"] })).toEqual(["StayLog"]);
    expect(having(models, "catalog", { catalog: ["/^Sta/"] })).toEqual(["Stay", "StayLog"]);
  });

  it("take away with an exclamation mark", () => {
    expect(having(models, "patient", { patient: ["!Patient"] })).toEqual([]);
  });

  it("pass over a regular expression that does not compile", () => {
    expect(having(models, "catalog", { catalog: ["/(/"] })).toEqual([]);
  });
});
