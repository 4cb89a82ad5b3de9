import { listOf } from "./list.ts";

/** Last words of a model's name that add nothing to what it is about: `PatientData`, `UserProfile`, `patients.csv`. */
export const MODEL_CARRIERS: ReadonlySet<string> = new Set(
  listOf(
    "data, table, tbl, csv, info, information, detail, profile, demographic, entity, basic, master, auth",
  ),
);

/** What follows a profession without making the model anything but the professional: `ProviderOnboarding`. */
export const STAFF_CARRIERS: ReadonlySet<string> = new Set(
  listOf("onboarding, application, account, registration, user, member, directory, bio, contact"),
);

/** What follows an organisation without making the model anything but the organisation: `ClinicSettings`. */
export const ORGANISATION_CARRIERS: ReadonlySet<string> = new Set(
  listOf(
    "setting, config, configuration, branch, unit, location, contact, account, address, directory, preference",
  ),
);

/** Last words of models that hold no patient's data although they are named after patients: `PatientPortalConfig`. */
export const NOT_PATIENT_DATA: ReadonlySet<string> = new Set(
  listOf(
    "template, setting, config, configuration, type, category, definition, permission, role, rule, field, feature, flag",
  ),
);

/** Models of FHIR and HL7 that hold a part of a person: they are the patient's when the patient owns them. */
export const OWNED_PARTS: ReadonlySet<string> = new Set(
  listOf(`
    human name, address, contact point, telecom, person, demographic, contact, contact info, phone,
    identifier, photo, email, insurance, insurance policy, coverage, health insurance, tutor,
    companion
  `),
);

/** Those of them that are people, and own parts themselves. */
export const OWNED_PEOPLE: ReadonlySet<string> = new Set(["person", "contact", "tutor"]);

/** Models that only exist for one patient, even where no foreign key says so. */
export const PATIENT_RECORDS = listOf(`
  encounter, consultation, vital, vital sign, soap, soap note, progress note, clinical note,
  medical record, medical history, health record, lab result, test result, medical document,
  insurance card, patient insurance, coverage, immunization record, prescription, physical exam, anamnesis, treatment plan,
  care plan, clinical history, discharge summary, lab report
`);

/** What one patient comes for and stays for: whatever cannot be without it is of that patient, however far away. */
export const STAYS: ReadonlySet<string> = new Set(
  listOf(`
    admission, hospitalization, encounter, visit, consultation, appointment, episode, emergency,
    surgery, operation, discharge
  `),
);

/** Words in a model's name that make it a clinical record, however far from the patient it stands. */
export const RECORD_WORDS: ReadonlySet<string> = new Set(
  listOf("result, transcript, recording, note, finding, specimen, observation, addendum"),
);

/** Keys that only care has: a row that belongs to a user and names a clinician is the record of a patient. */
export const CLINICIAN_KEYS: ReadonlySet<string> = new Set(
  listOf(`
    doctor id, physician id, clinician id, therapist id, nurse id, practitioner id, dentist id,
    psychologist id, psychiatrist id, midwife id, surgeon id
  `),
);

/** What users do to clinicians and articles about health, without being ill: reviews, bookmarks, subscriptions. */
export const NO_RECORDS: ReadonlySet<string> = new Set(
  listOf(`
    review, rating, favorite, bookmark, follow, follower, like, view, subscription, article, post,
    course, quiz, template, setting, preference, permission, role, schedule, availability, shift,
    cart, payment, invoice, stock, inventory, alert, notification, audit, catalog
  `),
);

/** Fields of what is kept on a shelf: a medicine that is sold is nobody's. */
export const STOCK_FIELDS: ReadonlySet<string> = new Set(
  listOf("stock, sku, price, unit price, stock quantity, supplier id, reorder level, expiry date"),
);

/** Parts of a person that no other model is called after. */
export const FHIR_PARTS: ReadonlySet<string> = new Set(["human name", "contact point"]);

/** Last words of models whose rows are written once. */
export const APPEND_ONLY_HEADS: ReadonlySet<string> = new Set(
  listOf("log, history, event, trail, audit, ledger, journal entry, activity, validation"),
);

/** Last words of models whose rows are copies of another as it was, with the state that it had. */
export const COPIES: ReadonlySet<string> = new Set(["revision", "snapshot"]);

/** Last words of models whose rows say what happened once, unless they have a state of their own. */
export const ENTRIES: ReadonlySet<string> = new Set(["version", "reading", "transaction"]);

/** Columns of a history that hold the text of the record itself. */
export const COPIED_TEXTS: ReadonlySet<string> = new Set(
  listOf("content, body, text, narrative, snapshot"),
);

/** Fields of what waits for its delivery, and is updated on the way: an outbox, a queue. */
export const QUEUE_FIELDS: ReadonlySet<string> = new Set(
  listOf(`
    attempt count, lease owner, lease expires at, leased at, leased until, locked by, locked at, locked until
  `),
);

/** Carriers of what a log is made of: `LogRecord`, `AuditLogEntry`. */
export const LOG_PARTS: ReadonlySet<string> = new Set(["record", "entry", "line", "item"]);

/** Fields of an `Event` that is an entry in a calendar. */
export const CALENDAR_FIELDS: ReadonlySet<string> = new Set(
  listOf(
    "start, end, start time, end time, start at, end at, starts at, ends at, start date, end date, location, venue, all day",
  ),
);

/** Fields of an `Activity` that somebody is still to do, or has done. */
export const TASK_FIELDS: ReadonlySet<string> = new Set(
  listOf("due date, due at, due on, status, completed, completed at, is completed, done, is done"),
);

/** Fields that come with every join table: they say nothing of it. */
export const JOIN_EXTRAS: ReadonlySet<string> = new Set(
  listOf(`
    id, created at, updated at, deleted at, assigned at, added at, joined at, role, order,
    position, sort order, is primary, primary, assigned by, added by, created by, active, is active
  `),
);

/** Names of models that are a login session or what stands for one. */
export const SESSION_MODELS = listOf(
  "refresh token, verification token, password reset, reset token, one time token, magic link, auth session, " +
    "otp, one time password, one time code, verification code, login code, email verification, phone verification",
);

/** Fields of a login session, as against a therapy session. */
export const TOKEN_FIELDS: ReadonlySet<string> = new Set(
  listOf(`
    token, session token, refresh token, access token, token hash, session token hash,
    refresh token hash
  `),
);

/** Fields of a login session, and of connections that belong to no user. */
export const DEVICE_FIELDS: ReadonlySet<string> = new Set(
  listOf("expires, expires at, expiry, user agent, ip address, ip"),
);

/** Names of models about a consent. */
export const CONSENT_MODELS = listOf(
  "consent, information release, hipaa authorization, privacy acknowledgment, hipaa acknowledgment",
);
