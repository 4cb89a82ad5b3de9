/** What the client's extension encrypts before it is stored. */
export const ENCRYPTED_FIELDS = {
  Patient: ["firstName", "lastName", "dateOfBirth"],
  ContactMethod: ["value"],
} as const;
