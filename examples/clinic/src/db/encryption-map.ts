/** The fields that the client extension encrypts before they are written, by model. */
export const ENCRYPTED_FIELDS: Record<string, readonly string[]> = {
  Patient: ["firstName", "lastName", "ssn", "phone", "phone", "mobile"],
  ProgressNote: ["subjective", "assessment"],
  Prescription: ["id"],
  User: ["passwordResetToken"],
  Perscription: ["dosage"],
};
