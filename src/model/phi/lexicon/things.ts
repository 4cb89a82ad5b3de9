import { listOf } from "./list.ts";

/** Words that name an organisation or one of its parts. Its phone, address and name are public. */
export const ORGANISATIONS: ReadonlySet<string> = new Set(
  listOf(`
    organization, company, practice, clinic, hospital, facility, pharmacy, payer, insurer, vendor,
    supplier, lab, laboratory, school, university, office, branch, department, agency, institution,
    manufacturer, distributor, business, bank, store, shop, merchant, brand, team, workspace,
    tenant, center, centre, site, warehouse, carrier, network, corporation, firm, service, support,
    plan, program, project, venue, location, court, church, union, region, unit, room, insurance,
    reply, noreply, smtp, imap, inbound, outbound, precertification, headquarters, administration,
    ministry, municipality, franchise, partnership, group, website, app
  `),
);

/** Organisations by the last word of a model's name. */
export const ORGANISATION_MODELS: ReadonlySet<string> = new Set(
  listOf(`
    organization, company, practice, clinic, hospital, facility, pharmacy, payer, insurer, vendor,
    supplier, lab, laboratory, school, office, branch, department, agency, institution,
    manufacturer, tenant, workspace, team, business, merchant, store, location, site, warehouse,
    carrier, network, center, centre, brand, venue, account group, property, program, project,
    municipality
  `),
);

/** Models that many others belong to, when many others do. */
export const TENANT_MODELS: ReadonlySet<string> = new Set(
  listOf(`
    organization, tenant, workspace, practice, clinic, company, team, hospital, business, project
  `),
);

/**
 * Words in a model's name that make it a catalogue, a setting or a template: rows that hold for everyone.
 * A reference to a patient makes them something else.
 */
export const CATALOGUES: ReadonlySet<string> = new Set(
  listOf(`
    template, definition, catalog, catalogue, type, category, config, configuration, setting, rule,
    preset, lookup, dictionary, library, formulary, code, master, schema, blueprint, feature, flag,
    permission, role, tag, label, option, plan, price, product, service, inventory, stock, article,
    resource, course, faq, content, metric, question, questionnaire, form, widget, dashboard, menu,
    holiday, language, country, currency, region, model, policy, package, specialty, room,
    equipment, drug, prompt
  `),
);

/** What makes a `…Name` the name of a clinical thing: on a patient's row it tells a health fact. */
export const CLINICAL_THINGS: ReadonlySet<string> = new Set(
  listOf(`
    drug, medication, medicine, diagnosis, condition, disease, allergen, allergy, procedure,
    vaccine, immunization, test, symptom, surgery, treatment, substance, disorder, illness,
    prescription, study, organism, implant, analyte, panel, therapy, exam, supplement, problem,
    observation, biomarker, complication, infection, history, examination
  `),
);

/** Models about communication with others: their texts are messages. */
export const MESSAGES: ReadonlySet<string> = new Set(
  listOf(`
    message, chat, conversation, thread, inbox, sms, communication, mail, correspondence, call,
    voicemail
  `),
);

/** Models about medicines. */
export const MEDICATIONS: ReadonlySet<string> = new Set(
  listOf(`
    medication, prescription, drug, medicine, dose, immunization, vaccine, vaccination, refill,
    dispense, dispensing, administration, fill, infusion, supplement, tablet, pill, capsule,
    injection
  `),
);

/** Models about an illness or a finding. */
export const CONDITIONS: ReadonlySet<string> = new Set(
  listOf(`
    diagnosis, condition, problem, allergy, symptom, disease, illness, injury, episode, disorder,
    intolerance, lesion, complication, infection, comorbidity, pregnancy, procedure, surgery,
    finding, pain, wound, fall, seizure, ulcer, fracture, burn, rash, migraine, headache, reaction
  `),
);

/** Those of them that are nowhere on the body: what is done to a patient, somewhere in a house, and a pregnancy. */
export const UNPLACED_CONDITIONS: ReadonlySet<string> = new Set(
  listOf("procedure, surgery, episode, pregnancy"),
);

/** Models of what a machine was asked about a patient, and what it answered. */
export const INFERENCES: ReadonlySet<string> = new Set(
  listOf("ai, llm, gpt, extraction, inference, prediction, completion, ocr, summarization"),
);

/** Models of what changed: the values before and after are those of the record. */
export const TRAILS: ReadonlySet<string> = new Set(
  listOf("audit, diff, history, log, revision, version, trail, change, snapshot, archive"),
);

/** Models that record care: their free text is clinical. */
export const CARE_RECORDS: ReadonlySet<string> = new Set(
  listOf(`
    note, encounter, visit, consult, consultation, interconsultation, soap, chart, record, history, assessment,
    intake, observation, evaluation, progress, session, summary, journal, plan, exam, examination,
    treatment, therapy, appointment, screening, questionnaire, result, lab, vital, referral,
    admission, discharge, care, goal, survey, mood, crisis, incident, transcript, recording, study,
    specimen, imaging, report, clinical, medical, dental, tooth, triage, order, submission,
    tracker, log, checkin, homework, addendum, amendment, review, prep, response, memo, outcome,
    intervention, safety, sleep, exercise, conference, huddle, handoff, handover, dossier, checkup,
    prenatal, wound, case, diet, nutrition, meal, diary, restriction, lifestyle, communication, developmental, milestone, growth,
    feeding
  `),
);

/** Models of what was measured: their bare `value` is the finding. */
export const MEASUREMENTS: ReadonlySet<string> = new Set(
  listOf(
    "vital, observation, result, reading, measurement, lab, metric, analyte, glucose, biomarker",
  ),
);

/** Models about insurance: their vague numbers (`groupId`, `number`) identify a plan member. */
export const INSURANCES: ReadonlySet<string> = new Set(
  listOf(`
    insurance, coverage, eligibility, claim, authorization, benefit, insured, enrollment
  `),
);
