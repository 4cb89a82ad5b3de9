/** What the `///` comments of a field say of encryption and of PHI. */

export interface Annotations {
  /** `@encrypted`, with its mode: `readonly` decrypts and never encrypts. */
  encrypted: { mode: "default" | "strict" | "readonly" } | null;
  /** The field whose hash this one keeps: `@encryption:hash(email)`. */
  hashOf: string | null;
  /** `@phi` or `@pii`: somebody says that the field holds PHI. */
  phi: boolean;
  /** `@not-phi reason` or `@not-pii(reason="…")`: somebody says that it does not. */
  notPhi: { reason: string } | null;
}

// The first two are read as prisma-field-encryption reads them: anywhere in the comment, whatever surrounds them.
export const ENCRYPTED = /@encrypted(?<query>\?[\w=&]+)?/u;
export const HASH = /@encryption:hash\((?<field>\w+)\)(?<query>\?[\w=&]+)?/u;
// These stand at the start of a line or behind other tags: "the sum has no @phi" annotates nothing.
const PHI = /^[ \t]*(?:@\S+[ \t]+)*@(?:phi|pii)(?![\w-])/imu;
const NOT_PHI = /^[ \t]*(?:@\S+[ \t]+)*@not-(?:phi|pii)(?![\w-])(?<reason>.*)$/imu;

/** The mode of `?mode=strict`; null without a query, and for modes that the library does not know. */
export function modeOf(query: string): "strict" | "readonly" | null {
  const parameters = new URLSearchParams(query);
  // The older spelling has the mode alone.
  const older = ["readonly", "strict"].find((mode) => parameters.has(mode));
  const mode = parameters.get("mode") ?? older;
  return mode === "strict" || mode === "readonly" ? mode : null;
}

/** Reads the annotations in a field's documentation; null documentation has none. */
export function readAnnotations(documentation: string | null): Annotations {
  const text = documentation ?? "";
  // Nearly all fields have no annotation, and are asked often.
  if (!text.includes("@")) return NONE;
  const encrypted = ENCRYPTED.exec(text);
  const notPhi = NOT_PHI.exec(text);
  return {
    encrypted: encrypted && { mode: modeOf(encrypted.groups?.query ?? "") ?? "default" },
    hashOf: HASH.exec(text)?.groups?.field ?? null,
    phi: PHI.test(text),
    notPhi: notPhi && { reason: reasonOf(notPhi.groups?.reason ?? "") },
  };
}

/** `a code of our own`, `: a code of our own`, `(reason="a code of our own")`. */
function reasonOf(rest: string): string {
  const quoted = /^\s*\((?:reason\s*=\s*)?"?(?<reason>[^")]*)"?\)/u.exec(rest)?.groups?.reason;
  return (quoted ?? rest.replace(/^\s*:/u, "")).trim();
}

const NONE: Annotations = { encrypted: null, hashOf: null, phi: false, notPhi: null };
