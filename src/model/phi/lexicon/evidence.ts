import { listOf } from "./list.ts";

/**
 * What shows that a schema is about health care, so that its `Client` or `Member` is a patient and not a customer.
 * Phrases are written in the words of `tokenizeName`.
 */

/** Fields that only a patient has. */
export const STRONG_FIELD_EVIDENCE: readonly string[] = listOf(`
  mrn, medical record number, diagnosis, diagnosis code, icd code, allergy, medication, symptom,
  blood type, blood group, medical history, family history, chief complaint, presenting problem,
  medicare, medicaid, medicare id, medicaid id, health insurance, health insurance number,
  nhs number, medical condition, current medication, disability, medical note, clinical note,
  treatment plan, primary care provider, primary care physician, insurance member id,
  health card number, sex birth, sex assigned at birth, gender identity, deceased date,
  discharge reason, health history, medical record, care plan, allergy alert, advance directive,
  medical alert, immunization, vaccination, patient number, known condition, chronic condition, chronic disease,
  pre existing condition, existing condition, pregnancy week, gestational week, gestational age,
  last menstrual period
`);

/** Fields that a patient has and that others may have. */
export const WEAK_FIELD_EVIDENCE: readonly string[] = listOf(`
  birth date, birth, gender, sex, member id, emergency contact, emergency contact name,
  emergency contact phone, marital status, guardian, guardian name, ssn, race, ethnicity,
  policy number, insurance, insurance provider, insurance id, insurance number, insurance company,
  insurance policy number, subscriber id, insurance type, dependent, deceased, height, weight,
  insurance plan, group number
`);

/** Words and phrases in the names of models that only health care has. */
export const STRONG_MODEL_EVIDENCE: readonly string[] = listOf(`
  patient, encounter, diagnosis, prescription, medication, clinical note, progress note, soap note,
  treatment plan, medical record, medical history, allergy, immunization, vaccination, lab result,
  lab order, lab test, vital, vital sign, health record, symptom, care plan, therapist, clinician,
  physician, doctor, nurse, dentist, dental, hipaa, telehealth, icd, cpt, ehr, emr, fhir, clinical,
  medical, caregiver, mood entry, specimen, pharmacy, surgery, session note, medical document,
  insurance claim, prior authorization, care team, psychotherapy, hospital, treatment
`);

/** Words in the names of models that health care has, and salons and law firms as well. */
export const WEAK_MODEL_EVIDENCE: readonly string[] = listOf(`
  appointment, insurance, claim, assessment, visit, referral, consultation, consult, intake,
  eligibility, clinic, practitioner, provider, consent, guardian, coverage, emergency contact
`);

/** Words in the names of models of trades where a `Client` with a date of birth is no patient. */
export const OTHER_TRADES: readonly string[] = listOf(`
  lawsuit, matter, gym, workout, salon, barber, stylist, reservation, property, listing, vehicle,
  oauth, cart, course, lesson, tournament, match, deal, pipeline, quote, proposal, sprint,
  mortgage, loan, hotel, booking, membership, portfolio, dating, ticket, player, league,
  legal case, court, underwriting, premium, pet, animal, veterinarian
`);
