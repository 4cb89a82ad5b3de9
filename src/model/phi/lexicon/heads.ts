import { listOf } from "./list.ts";

const KEYS = listOf(`
  id, uuid, guid, ref, reference, key, fk, pk, slug, hash, checksum, index, identifier, by
`);

const KINDS_AND_STATES = listOf(`
  type, kind, status, state, stage, phase, step, category, class, classification, role, relationship, relation, mode,
  method, format, version, level, rank, priority, order, position, tag, label, flag, action, event,
  source, origin, channel, platform, system, provider, vendor, specialty, department, scope
`);

const MEASURES = listOf(`
  count, total, sum, limit, rate, amount, price, cost, fee, balance, charge, score, threshold,
  percentage, percent, ratio, size, length, width, duration, interval, frequency, quota, minute,
  hour, day, week, month, year, second, currency, unit, offset, capacity, accuracy
`);

const MOMENTS = listOf(`
  at, on, date, time, timestamp, expiry, expiration, deadline, until, since, due, schedule,
  timezone, start, end, stop
`);

const SWITCHES_AND_WORKFLOW = listOf(`
  verified, enabled, disabled, sent, required, allowed, accepted, confirmed, completed, active,
  approved, signed, locked, read, seen, viewed, granted, revoked, received, needed, requested,
  reminder, notification, alerting, setting, config, configuration, preference, permission,
  consent, consented, policy, rule, template, schema, prompt, workflow, automation, pipeline,
  strategy, availability, error, retry, attempt, sync, job, queue, batch, task, run, engine,
  algorithm, coverage, billing
`);

const PLACES = listOf(`
  url, uri, link, href, path, file, filename, folder, bucket, host, port, domain, endpoint, mime,
  extension, storage, s3, attachment, page, view, widget, dashboard, screen, color, icon, field,
  table, column, model, language, locale, prefix, module, feature, location, room, site, supplier,
  company, facility, clinic, hospital, pharmacy, organization, team
`);

/**
 * Last words that say the field is *about* something personal and not that thing itself:
 * `medicationReminder`, `diagnosisType`, `allergySeverityLevel`. They silence words that stand before them.
 */
export const NEGATIVE_HEADS: ReadonlySet<string> = new Set([
  ...KEYS,
  ...KINDS_AND_STATES,
  ...MEASURES,
  ...MOMENTS,
  ...SWITCHES_AND_WORKFLOW,
  ...PLACES,
]);

/** Last words that add nothing: what stands before them is the head. */
export const TRAILING_CARRIERS: ReadonlySet<string> = new Set(
  listOf(`
    number, no, value, json, str, string, raw, plain, plaintext, data, info, information, detail,
    line, normalized, formatted, csv, html, markdown, rtf, draft, snapshot
  `),
);

/** Qualifiers that some write after the head: `phone_home`, `email2`, `addressPrimary`. */
export const TRAILING_QUALIFIERS: ReadonlySet<string> = new Set(
  listOf(`
    home, work, cell, mobile, biz, business, personal, primary, secondary, alternate, alt, other,
    main, permanent, current, day, evening, contact, old, new, previous, legal, official
  `),
);

/** First words of switches, whatever their type: `isHomeless`, `hasAllergies`, `enableReminders`. */
export const FLAG_PREFIXES: ReadonlySet<string> = new Set(
  listOf(`
    is, has, can, should, must, allow, enable, enabled, disable, require, show, hide, need, accept,
    use, send, skip, include, exclude, auto, okay, ok, will, did, was, are
  `),
);

/** Languages and scripts that some write after a name of which they keep two. Codes that are words as well are left out. */
export const LANGUAGE_SUFFIXES: ReadonlySet<string> = new Set(
  listOf(
    "en, ar, th, zh, ja, ko, vi, bn, hi, ur, fa, ru, kana, kanji, romaji, fr, es, pt, tr, si, ta",
  ),
);

/** `A of B` and `A for B` mean `B A`: date of birth, reason for visit, name of drug. */
export const INVERTING_PREPOSITIONS: ReadonlySet<string> = new Set([
  "of",
  "for",
  "de",
  "da",
  "do",
  "del",
]);

/** Words that say the value is ciphertext already. */
export const CIPHERTEXT_WORDS: ReadonlySet<string> = new Set(
  listOf("encrypted, cipher, ciphertext, cypher, enc, encr, sealed"),
);

/** Words that say the value is a digest, which stands in for the plain one in a comparison. */
export const DIGEST_WORDS: ReadonlySet<string> = new Set(
  listOf("hash, hashed, hmac, digest, sha1, sha256, sha512, md5, checksum, bidx, salted"),
);

/** Neighbours of ciphertext that hold no plain text either: search indexes and authentication tags. */
export const DIGEST_PHRASES = listOf(
  "blind index, search index, lookup index, auth tag, search token, bloom filter",
);
