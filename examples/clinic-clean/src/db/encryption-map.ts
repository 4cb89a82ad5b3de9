/** The fields that the client extension encrypts before they are written, by model. */
export const ENCRYPTED_FIELDS: Record<string, readonly string[]> = {
  Patient: [
    "medicalRecordNumber",
    "firstName",
    "lastName",
    "dateOfBirth",
    "ssn",
    "phone",
    "email",
  ],
  ProgressNote: ["subjective", "assessment"],
  Prescription: ["medication", "dosage"],
};
