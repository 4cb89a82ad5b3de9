import { PACKS } from "./languages.ts";
import { listOf } from "./list.ts";

/**
 * The words by which a column of a clinical record says that it is about the record and not about the patient: who did
 * what with it, when, where it lies, what it costs. Any other column of such a record is read as its content, so that
 * this list is closed where the lexicon of medicine can never be.
 */
export const ADMINISTRATIVE_WORDS: ReadonlySet<string> = new Set([
  // the row
  ...listOf(`
    id, ids, uuid, guid, uid, oid, sku, npi, dea, ein, vat, cnpj, nonce, key, contact, ref, reference, identifier, number, no, code, slug, hash, checksum, index, sequence,
    serial, barcode, qr, accession, register, registration, lot, version, revision, edition, schema, source, origin,
    external, legacy, sync, import, imported, export, exported, migration, migrated, system, platform, app, application,
    client, tenant, organization, name, title, subtitle, label, tag, caption, heading, header, footer, alias, display,
    sort, order, position, parent, child, root, node, level, locale, language, lang, translation, timezone,
    country, currency, encoding, mime, format, extension, template, layout, theme, icon, color, font, emoji
  `),
  // who, when and what was done with it
  ...listOf(`
    by, created, updated, deleted, modified, edited, changed, added, removed, uploaded, entered, recorded, registered,
    documented, authored, written, drafted, prepared, reviewed, review, reviewer, verified, verification, validated,
    validation, approved, approval, authorized, signed, signature, cosigned, attested, locked, unlocked, lock, archived,
    published, released, submitted, submission, requested, request, required, received, accepted, rejected, rejection, blocked, banned, ban, suspended, override, overrides,
    confirmed, confirmation, acknowledged, acknowledgment, notified, notification, reminded, reminder, sent, delivered,
    delivery, opened, closed, cancelled, canceled, completed, finished, finalized, started, ended, scheduled, schedule,
    rescheduled, assigned, assignee, assignment, delegated, transferred, collected, collection, collector, dispatched,
    discarded, stored, storage, printed, viewed, read, seen, accessed, access, shared, share, sharing, visibility,
    visible, permission, privacy, confidential, consent, granted, revoked, expired, expiry, expiration, retention,
    generated, generation, generator, computed, calculated, processed, processing, performed, performer, conducted,
    supervised, supervising, counted, billed, paid, refunded, invoiced, waived, dispensed, ordered, reported, reporter, resulted,
    communicated, handed, amended, amendment, correction, corrected, retake, return, returned, resolution, escalation,
    estimated, expected, to, consultant, requester, recipient, sender, owner, author, user, actor, role, creator, staff, team, member, responsible, officer, police, duty, discipline,
    shift, log, audit, history, trail, event, action, task, step, workflow, queue, job, batch, run, attempt, retry,
    error, failure, warning, success, status, state, phase, flag, active, enabled, default, draft, final
  `),
  // where, when and by which means
  ...listOf(`
    at, on, date, time, timestamp, when, day, week, month, year, hour, minute, second, start, end, deadline, due, until,
    since, calendar, slot, appointment, booking, availability, recurrence, recurring, location, room, bed, ward, floor,
    building, bay, theatre, venue, site, department, specialty, service, facility, url, uri, link, href, path, file,
    filename, folder, bucket, blob, s3, cdn, page, thumbnail, preview, image, picture, photo, video, audio, media,
    document, attachment, pdf, scan, upload, download, range, method, protocol, modality, device, equipment, machine, software,
    firmware, hardware, kit, reagent, tube, container, prompt, token, confidence, engine,
    vocabulary, glossary, server, socket, connection, conflict, meeting, channel, mode, medium, provider, vendor, supplier, manufacturer, brand, model, webhook, callback, tool, quality, feedback, acquisition, dilution,
    rule, guideline, evidence, sanitized, redacted, anonymized, masked, config, configuration, setting, option, preference, metadata, meta, custom, attribute, property, tab, section,
    field, column, form, questionnaire, question, type, kind, category, priority, urgency, urgent
  `),
  // what it costs
  ...listOf(`
    amount, price, cost, fee, charge, charged, rate, total, subtotal, balance, discount, tax, copay, deductible, coverage, financial, fiscal,
    insurance, insurer, payer, claim, billing, bill, invoice, receipt, payment, pay, money, budget, contract, warranty,
    quantity, count, unit, stock, inventory, supply
  `),
  ...PACKS.flatMap(({ administrative }) => administrative),
]);

/** Words in a model's name that make it the administration of care: orders, bills, files, permissions, logs. */
export const ADMINISTRATIVE_MODELS: ReadonlySet<string> = new Set(
  listOf(`
    access, account, accounting, affiliate, article, assignee, blog, campaign, cart, commission, community, course, ebook,
    goods, idempotency, installment, lead, lesson, marketing, news, offer, outbox, payable, post, quiz, receivable, sale, social, tour, vehicle,
    acknowledgment, alert, analytics, appointment, approval, assignment, attachment, attendance, audit,
    authorization, availability, backup, batch, bed, benefit, bill, billing, booking, bot, calendar, catalog, chat, communication, conversation, category,
    certificate, charge, checklist, claim, clearance, command, complaint, compliance, config, configuration, consent, contract, copay, crm,
    coverage, credit, debit, delivery, deposit, device, discount, discrepancy, dispatch, document, education, eligibility,
    enrollment, equipment, error, estimate, event, expense, export, facility, fee, feedback, file, folder, gallery, gl,
    image, import, instance, instrument, insurance, integration, inventory, invoice, job, ledger, license, link,
    location, lock, login, maintenance, media, membership, metric, notification, nps, order, package, payer, payment,
    payroll, peer, permission, photo, pickup, policy, preference, price, privacy, protocol, purchase, queue, quota,
    rating, receipt, referral, refund, registration, release, reminder, renewal, request, reservation, review, revision,
    role, room, route, schedule, seo, sequence, series, setting, share, sharing, shipment, shift, signature, simulation, slot,
    snapshot, specialty, state, statistic, status, stock, storage, subscription, supply, sync, tag, task, technical, template, token, training, transaction,
    transfer, transport, type, upload, usage, user, version, video, view, voice, voucher, waitlist, web, webhook, whatsapp, workflow, work,
    worklist
  `),
);

/** Words in a model's name that make it a clinical record of its own, besides those of medicine and of illness. */
export const RECORD_MODELS: ReadonlySet<string> = new Set(
  listOf(`
    record, examination, exam, assessment, evaluation, finding, observation, vital, note, soap, anamnesis, history,
    consultation, checkup, screening, measurement, result, chart, odontogram, progress, evolution, dossier, diet, nutrition,
    mood, sleep, pain, growth, test, milestone, hygiene, wellness, meal, feeding, lifestyle, demographic, health, medical, clinical, physical, dental, oral,
    session, visit, encounter, report, transcript, transcription, dictation, birth, maternity, admission, stay, followup, intake, interview, rounds, handover, diary, adherence, habit
  `),
);

/** Heads that grade what stands before them: `lungClassification` is the lung's, `accessLevel` is nobody's. */
export const GRADES: ReadonlySet<string> = new Set(
  listOf(`
    class, classification, level, grade, stage, score, scale, size, length, width, depth, duration, frequency, interval,
    percentage, percent, ratio, color, area, position, limit, offset, rate
  `),
);

/** Heads that measure what stands before them, if that is of medicine: `sleepHours`, `seizureMinutes`. */
export const MEASURES: ReadonlySet<string> = new Set(["hour", "minute"]);

/** Words of organisations that are of the body and of care as well: `followUpPlan`, `lungRegion`, `supportAtHome`. */
export const CARE_AS_WELL: ReadonlySet<string> = new Set(
  listOf("plan, program, project, support, region, group, carrier, union, network, center, centre"),
);
