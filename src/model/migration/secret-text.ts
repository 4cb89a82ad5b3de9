/** What a constant text looks like: a hash, a placeholder, a secret of a known make, something of a person. */

const HASHES: readonly RegExp[] = [
  // crypt(3) and its kin: bcrypt, argon2, scrypt, SHA-crypt, yescrypt, pbkdf2.
  /^\$(?:2[abxy]?|argon2(?:id?|d)|scrypt|pbkdf2[\w-]*|[156y7])\$/iu,
  /^SCRAM-SHA-256\$/u,
  /^md5[0-9a-f]{32}$/u,
  /^(?:pbkdf2|bcrypt|argon2|scrypt)\w*[$:]/iu,
  /^\{(?:S?SHA\d*|S?MD5|CRYPT|PBKDF2[\w-]*|bcrypt)\}/iu,
  // A salt and a hash.
  /^[0-9a-f]{16,}[:.$][0-9a-f]{32,}$/iu,
  // Ciphertext of prisma-field-encryption.
  /^v\d\.aesgcm256\./u,
];

const HEX_DIGEST =
  /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/iu;

/** Whether a text is a salted hash, or ciphertext: nothing that can be used as it stands. */
export function isHash(text: string): boolean {
  return HASHES.some((hash) => hash.test(text));
}

/** Whether a text may be a plain digest in hexadecimal; a raw key looks the same. */
export function isHexDigest(text: string): boolean {
  return HEX_DIGEST.test(text);
}

/** Something that a tool puts the value in place of before the script is run. */
const TEMPLATE = /^(?:\$\{.*\}|\{\{.*\}\}|<.*>|%.*%|[:$]\w+|:'\w+'|@\w+@|__\w+__)$/u;
const MASK = /^[*x•.\-_#!?\s]*$/iu;
const WORDS = new Set(
  (
    "redacted todo tbd unknown none null nil n/a na not set unset empty missing default disabled locked invalid " +
    "removed deleted revoked expired anonymous anonymized anonymised legacy migrated placeholder hidden"
  ).split(" "),
);

/** Whether a text stands for a value without being one: a template, a mask, a word such as `unknown`. */
export function isPlaceholder(text: string): boolean {
  const trimmed = text.trim();
  return TEMPLATE.test(trimmed) || MASK.test(trimmed) || isAllWords(trimmed);
}

function isAllWords(text: string): boolean {
  return text
    .toLowerCase()
    .split(/[\s_-]+/u)
    .every((word) => WORDS.has(word));
}

const MAKES: readonly (readonly [what: string, shape: RegExp])[] = [
  ["a private key", /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/u],
  ["an AWS access key", /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/u],
  ["a Stripe key", /\b[rs]k_live_\w{16,}/u],
  ["a GitHub token", /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{22,})/u],
  ["a Slack token", /\bxox[abprs]-[\w-]{10,}/u],
  ["a Google API key", /\bAIza[\w-]{35}/u],
  ["an OpenAI or Anthropic key", /\bsk-(?:proj-|ant-)?[\w-]{32,}/u],
  ["a signed token (JWT)", /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}/u],
  ["a URL with a password", /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]+:(?![$<{*])[^\s:/@]+@/iu],
];

/** The shortest of these shapes. */
const MIN_LENGTH = 8;

/** What secret of a known make a text holds, as a noun with its article; null when it holds none. */
export function secretIn(text: string): string | null {
  if (text.length < MIN_LENGTH) return null;
  return MAKES.find(([, shape]) => shape.test(text))?.[0] ?? null;
}

/** The password of a libpq connection string, `host=db password=secret`; null when it has none. */
export function passwordOfConnection(text: string): string | null {
  const match = /(?:^|\s)password\s*=\s*(?:'([^']*)'|(\S+))/iu.exec(text);
  return match?.[1] ?? match?.[2] ?? null;
}

/** Numbers of telephones and of the social security, dates, addresses of mail, record numbers. */
const IDENTIFYING: readonly RegExp[] = [
  /^\+?[\d\s().-]{7,}$/u,
  /^(?:19|20)\d\d-\d\d-\d\d/u,
  /^[^\s@]+@(?!(?:.*\.)?(?:example|test|invalid|localhost)\b)[^\s@]+\.[a-z]{2,}$/iu,
  /^[A-Z]{0,4}[- ]?\d{5,}$/iu,
];

/** Whether a text looks like a number, a date or an address that belongs to one person. */
export function isIdentifying(text: string): boolean {
  return IDENTIFYING.some((shape) => shape.test(text.trim()));
}
