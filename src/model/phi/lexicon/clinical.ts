import { listOf } from "./list.ts";
import type { TermGroup } from "./terms.ts";

/** Codes of diagnoses, procedures, drugs and observations (X12 HI and SV1, FHIR `code`): health facts on a patient's row. */
const CODES: readonly TermGroup[] = [
  {
    class: "clinical-code",
    says: "a clinical code",
    subject: "patient",
    linked: 0.88,
    elsewhere: 0,
    phrases: listOf(`
      icd, icd code, icd display, icd description, dsm, dsm code, cpt, cpt code, snomed, snomed code, snomed ct code, loinc,
      loinc code, rxnorm, rxnorm code, rxcui, ndc, ndc code, ndc number, hcpcs, hcpcs code,
      atc code, diagnosis code, procedure code, drug code, medication code, vaccine code, cvx,
      cvx code, drg, drg code, cdt code, primary diagnosis, secondary diagnosis, diagnosis pointer,
      condition code, allergy code, reason code, tooth number, diagnosis category,
      diagnosis specifier, severity specifier, course specifier, specifier, test code, tooth,
      tooth surface, lab code, cie, cid, problem code, symptom code, substance code, finding code,
      observation code, cdt, icpc, icpc code, opc code, read code, hcc, hcc code, unii, gpi, gpi code,
      modifier code, procedure modifier, component code, component name, analyte, analyte code,
      analyte name, biomarker, panel code, panel name, result code, screening code, screening name,
      exam code, exam name, allergen code, reaction code, treatment code, intervention code, study code,
      study name, body site code, gene, gene symbol, zygosity, karyotype, allele, haplotype, genotype result,
      tnm, tnm stage, tumor stage, tumor grade, cancer stage
    `),
  },
  {
    class: "clinical-code",
    says: "a condition or a medication",
    subject: "patient",
    linked: 0.8,
    elsewhere: 0,
    topics: ["condition", "medication"],
    alone: true,
    phrases: listOf(`
      code, name, description, title, reason description, reason, display, label, text, content,
      detail, summary
    `),
  },
  {
    class: "clinical-code",
    says: "the severity or the site of a finding",
    subject: "patient",
    linked: 0.82,
    elsewhere: 0,
    topics: ["condition"],
    phrases: listOf(`
      severity, body site, reaction, manifestation, course, criticality, stage,
      evidence, bodysite, trigger, indication, outcome, quality, character, radiation,
      timing, pattern, duration, frequency, aggravating factor, relieving factor, alleviating factor,
      associated symptom, appearance, drainage, exudate, odor, size, depth, tissue type, cause, mechanism
    `),
  },
  {
    class: "clinical-code",
    says: "the site of a finding",
    subject: "patient",
    linked: 0.82,
    elsewhere: 0,
    // A wound is somewhere on the body; a surgery is in a room.
    topics: ["finding"],
    phrases: ["location"],
  },
];

/** Medicines and how they are taken (the Rx of SOAP's plan; FHIR `MedicationRequest.dosageInstruction`). */
const MEDICINES: readonly TermGroup[] = [
  {
    class: "clinical-code",
    says: "a medication and how it is taken",
    subject: "patient",
    linked: 0.85,
    elsewhere: 0,
    phrases: listOf(`
      drug, medication, medicine, current medication, dosage, dose, sig, dosage instruction,
      dosage form, dosing, medication history, drug strength, dosage text, vaccine, active ingredient,
      medication frequency, medication route, dose given, amount given, dose amount, dose administered,
      formulation, active substance, compound, medication change, drug interaction, day supply
    `),
  },
  {
    class: "clinical-code",
    says: "a medication and how it is taken",
    subject: "patient",
    linked: 0.83,
    elsewhere: 0,
    topics: ["medication"],
    phrases: listOf(`
      frequency, route, strength, quantity, instruction, direction, form, refill, dose unit,
      prn reason, timing, administration route, site, manufacturer, lot number, side effect,
      indication, interaction, duration, day supply, presentation, concentration, substitution, purpose, ndc, generic name, brand name, trade name
    `),
  },
];

/** Clinical free text that is unmistakable: SOAP, history and physical, mental-health and discharge vocabulary. */
const NARRATIVES: readonly TermGroup[] = [
  {
    class: "clinical-narrative",
    says: "clinical free text",
    subject: "patient",
    linked: 0.92,
    elsewhere: 0.58,
    phrases: listOf(`
      chief complaint, present illness history, illness history, present illness, medical history,
      family history, past medical history, surgical history, social history, physical exam,
      physical examination, anamnesis, system review, clinical note, clinical impression,
      clinical summary, soap note, psychiatric history, treatment plan, discharge summary,
      presenting problem, presenting complaint, medical note, nursing note, treatment note,
      therapy note, psychotherapy note, consultation note, patient note, mental status exam,
      diagnosis note, clinical history, diagnostic impression, suicidal ideation,
      homicidal ideation, self harm, health history, operative note, clinical finding,
      health info, health information, health data, medical info, medical information, medical data,
      allergy history, medication list, radiology report, pathology report, clinical information,
      medical condition, blood type, blood group, hiv status, medical alert,
      clinical justification, patient history, patient instruction, discharge instruction,
      treatment history, trauma history, blood pressure, dental history, obstetric history,
      immunization history, prognosis, follow up instruction, heart rate, pulse rate, respiratory rate, respiration rate,
      oxygen saturation, oxygen level, blood sugar, blood sugar level, glucose level, blood glucose level,
      body temperature, body mass index, pain score, pain level, pain scale, apgar score, visual acuity,
      intraocular pressure, gestational age, fetal heart rate, suicide risk, suicide risk level,
      fall risk, fall risk level, adverse event, adverse reaction, drug reaction, problem list,
      case formulation, mental state, mental state exam, nursing diagnosis, nursing assessment, shift note,
      handoff note, handover note, wound description, microscopic description, sexual history,
      smoking history, drinking history, alcohol history, substance use history, drug history,
      birth history, developmental history, developmental milestone, menstrual history, travel health history
    `),
  },
  {
    class: "clinical-narrative",
    says: "clinical free text",
    subject: "patient",
    linked: 0.84,
    elsewhere: 0,
    phrases: listOf(`
      subjective, objective, progress note, care plan, mental status, vital sign, health condition,
      clinical detail, assessment, impression, finding, diagnosis, symptom, allergy, treatment,
      therapy, intervention, transcript, transcription, dictation, condition, complaint,
      prescription, procedure, vital, anamnesis, interpretation, lab result, test result,
      observation, risk assessment, risk factor, risk level, goal, progress, differential,
      differential consideration, clinical, evidence, supporting evidence, discharge reason,
      discharge criteria, clinical indication, exam reason, study reason, test reason, scan reason,
      admission reason, visit reason, encounter reason, referral reason,
      denial reason, cancellation reason, cancelled reason, canceled reason, cancel reason, no show reason, appointment reason,
      consultation reason, hospitalization reason, discontinued reason, discontinuation reason,
      side effect, reaction, triage, disposition, trigger, coping strategy, warning sign,
      safety plan, medical, narrative, exam, examination, mood, affect, behavior, thought content,
      thought process, insight, judgment, appearance, speech, orientation, response to treatment,
      treatment response, next session plan, session note, prior treatment, precaution,
      contraindication, diet, dietary restriction, activity level, exam note, health concern,
      medical reason, past history, personal history, forensic history,
      psychosocial history, health risk, lifestyle, activity restriction, phenotype, genotype, body part,
      test, biopsy, specimen type, specimen source, test name, therapeutic goal,
      gross description, laterality, body region, body area, body location, anatomical site,
      anatomical location, anatomic site, anatomy, contrast agent, radiation dose, abnormal flag,
      abnormal, critical value, susceptibility, titer, quadrant, odontogram, dental chart, periodontal chart,
      refraction, stress, stress level, sleep quality, physical activity, functional status,
      functional limitation, adl, range motion, motion range, activity daily living, meal plan, diet plan, food allergy,
      food restriction, restriction, food log, eating habit, journal entry, thought, emotion,
      coping skill, session focus, session topic, session content, session summary, homework, presenting issue,
      self assessment, isolation precaution, infection control, exposure, exposure source, mechanism injury,
      injury description, missed reason, refusal reason, transfer reason, discontinue reason, withdrawal reason, call reason,
      stop reason, substitution reason, special need, mobility need, equipment need, care need,
      support need, accommodation, effectiveness, tolerance, adherence, compliance note, medication adherence,
      pain location, pain duration, pain frequency, symptom duration, symptom frequency, lab value,
      critical lab value, habit, problem description, health problem, medical problem, lab request,
      lab order, imaging request, investigation, requested test, ordered test, recommended test
    `),
  },
  {
    class: "clinical-narrative",
    says: "clinical free text",
    subject: "patient",
    linked: 0.8,
    elsewhere: 0,
    topics: ["note"],
    phrases: listOf(`
      plan, result, conclusion, recommendation, summary, narrative, barrier, strength, history,
      background, problem, outcome, conduct, follow up, followup, question, answer, response,
      conduct plan, evaluation, reflection, opinion, technique, comparison, agenda item, decision,
      action item, discussion, key point, next step, formulation, draft, score interpretation,
      custom field, custom data, additional field, extra field, dynamic field
    `),
  },
];

/** What was measured, in a row for each measurement. */
const MEASURED: readonly TermGroup[] = [
  {
    class: "clinical-code",
    says: "a measured value",
    subject: "patient",
    linked: 0.85,
    elsewhere: 0,
    topics: ["measurement"],
    alone: true,
    phrases: listOf(`
      value, display, reading, measurement, result value, value text, value string, text value, string value,
      numeric value, observed value, raw value, measured value, value quantity, component, flag, level,
      score, grade, quality
    `),
  },
  {
    class: "clinical-code",
    says: "a vital sign",
    subject: "patient",
    linked: 0.82,
    elsewhere: 0,
    topics: ["measurement"],
    alone: true,
    phrases: listOf("temp, hr, rr, pr, hb, rbs, wt, ht"),
  },
];

/** Free text that says nothing by its name: on a patient's rows it is about the patient. */
const FREE_TEXT: readonly TermGroup[] = [
  {
    class: "clinical-narrative",
    says: "the reason or the record of an encounter",
    subject: "patient",
    linked: 0.8,
    elsewhere: 0,
    topics: ["note"],
    alone: true,
    phrases: ["reason", "record"],
  },
  {
    class: "clinical-narrative",
    says: "free text",
    subject: "patient",
    linked: 0.8,
    elsewhere: 0,
    phrases: listOf(`
      note, comment, remark, observation, additional information, special instruction,
      additional note, request body, response body, parsed data, extracted data, extracted text, ocr text, ocr result, recognized text
    `),
  },
  {
    class: "clinical-narrative",
    says: "free text",
    subject: "patient",
    linked: 0.8,
    elsewhere: 0,
    topics: ["message"],
    phrases: listOf(`
      subject, body, message, content, text, summary, transcript
    `),
  },
  {
    class: "clinical-narrative",
    says: "what a clinical record said",
    subject: "patient",
    linked: 0.8,
    elsewhere: 0,
    topics: ["trail"],
    phrases: listOf(`
      old value, new value, previous value, current value, old data, new data, previous data, previous state, new state,
      before, after, change, change summary, diff, field diff, payload, snapshot
    `),
  },
  {
    class: "clinical-narrative",
    says: "what a language model was told or answered",
    subject: "patient",
    linked: 0.8,
    elsewhere: 0,
    topics: ["inference"],
    phrases: listOf(`
      input, output, response, answer, completion, extracted data, extracted, extraction, result,
      input data, output data, raw output, raw input, raw response, prediction
    `),
  },
  {
    class: "clinical-narrative",
    says: "free text",
    subject: "patient",
    linked: 0.81,
    elsewhere: 0,
    topics: ["note"],
    phrases: listOf("content, text, body, form data, homework, measurement"),
  },
  {
    class: "clinical-narrative",
    says: "advice to the patient",
    subject: "patient",
    linked: 0.81,
    elsewhere: 0,
    topics: ["note", "care", "medication", "condition"],
    phrases: ["advice"],
  },
  {
    class: "clinical-narrative",
    says: "free text",
    subject: "patient",
    linked: 0.81,
    elsewhere: 0,
    topics: ["care"],
    phrases: listOf("description, instruction, milestone met, milestone pending, concern, result"),
  },
  {
    class: "clinical-narrative",
    says: "free text",
    subject: "patient",
    linked: 0.66,
    elsewhere: 0,
    topics: ["note"],
    phrases: listOf(`
      description, message, instruction, feedback, title, subject, answer, concern, entry,
      structured data, raw data, payload
    `),
  },
  {
    class: "clinical-narrative",
    says: "free text",
    subject: "patient",
    linked: 0.58,
    elsewhere: 0,
    phrases: listOf(`
      reason, body, message, content, text, summary, instruction, feedback, narrative, answer,
      response, concern, justification, explanation, rationale, statement, description, form data,
      revision history, change, before, after, old value, new value, previous value,
      attachment json, response data, changed data, history
    `),
  },
];

export const CLINICAL_TERMS: readonly TermGroup[] = [
  ...CODES,
  ...MEDICINES,
  ...NARRATIVES,
  ...MEASURED,
  ...FREE_TEXT,
];

/** Words before `note`, `reason` or `comment` that make it talk of the workflow and not of the patient. */
export const WORKFLOW_QUALIFIERS: ReadonlySet<string> = new Set(
  listOf(`
    lock, unlock, revoke, revoked, error, failure, failed, sync, override, system, internal,
    commit, release, void, voided, refund, skip, retry, log, admin, audit, technical, debug,
    template, default, termination, suspension, delete, deletion, archive, archived, status,
    rejection, merge, validation, warning, success, webhook, delivery, access, consent, purchase,
    schedule, expiry, prompt, change, adjustment, license, policy, required, nudge, question,
    fiscal, source, help, label, button, alt, disclosure, disclaimer, legal, placeholder
  `),
);

/** Phrases that look clinical and are not. */
export const NOT_CLINICAL = listOf(`
  show risk level, show risk factor, fraud risk level, fraud risk factor, credit risk level,
  churn risk level, churn risk factor, compliance goal, risk type, credit note, debit note,
  delivery note, release note, receipt note, promissory note, patch note, photometric interpretation,
  term and condition, term condition, sale condition, payment condition, delivery condition, use condition, weather condition,
  image orientation, page orientation, screen orientation, device orientation, layout orientation
`);
