/** Columns for passwords, and what says that they hold a hash. */

import type { Field } from "../schema/types.ts";
import { CIPHERTEXT_WORDS, DIGEST_WORDS } from "./lexicon/heads.ts";
import { listOf } from "./lexicon/list.ts";
import { tokenizeName } from "./tokenize.ts";
import { compoundWords } from "./words.ts";

const PASSWORDS: ReadonlySet<string> = new Set(["password", "passphrase"]);

/** Passwords that the application itself logs in with somewhere: it has to be able to read them. */
const SERVICES: ReadonlySet<string> = new Set(
  listOf(`
    smtp, imap, pop, pop3, mail, email, db, database, ftp, sftp, ssh, proxy, server, service, redis,
    ldap, bind, wifi, keystore, certificate, cert, api, integration, gateway,
    clearinghouse, partner, vendor, payer, connection, webhook, broker, mqtt, pdf
  `),
);

/** Models that say how to reach another service. */
const CONNECTIONS: ReadonlySet<string> = new Set(
  listOf(
    "config, configuration, setting, integration, connection, connector, server, smtp, gateway",
  ),
);

/** Whether the last word of a name says that the value is a password, and no word that it is a hash of one. */
export function isPasswordName(name: string): boolean {
  return PASSWORDS.has(compoundWords(name).at(-1) ?? "") && !saysHashed(name);
}

/** Whether a word of a name says that its value is a digest or ciphertext. */
export function saysHashed(name: string): boolean {
  return tokenizeName(name).some((word) => DIGEST_WORDS.has(word) || CIPHERTEXT_WORDS.has(word));
}

/** `own` opens an account of this application; `service` is used to log in elsewhere. */
export type PasswordKind = "own" | "service";

/** The kind of a column that is called a password, whatever is in it; null for any other. */
export function passwordKind(field: Field): PasswordKind | null {
  if (field.type !== "String" || field.kind !== "scalar" || field.arity === "list") return null;
  const words = compoundWords(field.name);
  if (!PASSWORDS.has(words.at(-1) ?? "")) return null;
  const isService =
    words.some((word) => SERVICES.has(word)) ||
    tokenizeName(field.model.name).some((word) => CONNECTIONS.has(word));
  return isService ? "service" : "own";
}

const DOCUMENTED = /hash|bcrypt|argon2|scrypt|pbkdf2|digest|encrypt|cipher|sealed/iu;
/** bcrypt makes 60 characters; SHA-256 and SHA-512 make 64 and 128. */
const HASH_LENGTHS: ReadonlySet<string> = new Set(["60", "64", "128"]);

/** No limit that anybody sets on what people type: the others are. */
const BCRYPT_LENGTH = "60";

/** Whether a column says of itself that no plain password is in it: by a name, by its length, by documentation. */
export function isSaidToBeHashed({
  name,
  databaseName,
  documentation,
  nativeType,
}: Field): boolean {
  const [length = ""] = nativeType?.arguments ?? [];
  const isHashLong =
    (nativeType?.name === "Char" && HASH_LENGTHS.has(length)) ||
    (nativeType?.name === "VarChar" && length === BCRYPT_LENGTH);
  const isDocumented = documentation !== null && DOCUMENTED.test(documentation);
  return saysHashed(name) || saysHashed(databaseName) || isHashLong || isDocumented;
}
