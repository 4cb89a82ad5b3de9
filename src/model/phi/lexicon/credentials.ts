import { listOf } from "./list.ts";

/** Last words that make a field a credential wherever it stands. */
export const CREDENTIAL_PHRASES: readonly string[] = listOf(`
  password, passphrase, pass phrase, password history, signature pin, pin, pin number, access pin,
  secret, secret key, secret access key, client secret, shared secret, secret value,
  signing secret, webhook secret, token, access token, refresh token, session token, id token,
  bearer token, api token, auth token, reset token, api key, private key, signing key,
  encryption key, access key, service key, service account key, ssh key, host key, master key,
  backup code, recovery code, recovery key, otp, otp code, otp secret, totp, totp secret,
  mfa secret, two factor secret, one time code, security answer, security question answer, jwt,
  cvv, cvc, 2fa secret, smtp pass, imap pass, db pass, user pass, password salt, seed phrase,
  oauth credential, session cookie, wrapped key, service account json, service account credential,
  authorization header, code verifier
`);

/** Last words that hold a secret more often than not. */
export const PROBABLE_CREDENTIALS: readonly string[] = listOf(`
  connection string, database url, auth config, auth header, extra header, request header, pass,
  salt, pepper, credential, mnemonic, cookie, key material, key hash, verification code,
  reset code, device code, auth code, server key, pin code, access code, basic auth, pem, keystore,
  hashed key, login code, magic code
`);

/** Names of models whose rows are secrets: there a bare `key`, `hash` or `code` is one. */
export const SECRET_MODELS: ReadonlySet<string> = new Set(
  listOf(`
    secret, token, otp, password, credential, verification
  `),
);

/** Names of models that are keys to something, as against `ContactAttributeKey`. */
export const KEY_MODELS = listOf("api key, access key, secret key, signing key, private key");

/** What the secret itself is called on such a model. */
export const SECRET_FIELDS: ReadonlySet<string> = new Set(
  listOf(`
    key, hash, hashed, code, secret, nonce, digest
  `),
);

/**
 * Words before a credential's head that show it in part, publicly, or mean another thing: `displaySecretKey`,
 * `publicKey`, `promptToken` (of a language model), `designToken`.
 */
export const HARMLESS_QUALIFIERS: ReadonlySet<string> = new Set(
  listOf(`
    display, public, masked, preview, partial, redacted, obfuscated, input, output, prompt,
    completion, cached, reasoning, max, min, total, design, estimated, cancellation, continuation,
    page, pagination, next, cursor, search, idempotency, syntax, tracking, boarding, used, llm,
    usage, sync, stop, color
  `),
);
