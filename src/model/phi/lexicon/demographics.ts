import { listOf } from "./list.ts";
import type { TermGroup } from "./terms.ts";

/** C of the eighteen identifiers: the dates whose combination finds a person again. Service and scheduling dates stay queryable. */
export const DATE_TERMS: readonly TermGroup[] = [
  {
    class: "date",
    says: "a date of birth",
    subject: "person",
    linked: 0.96,
    elsewhere: 0.75,
    phrases: listOf(`
      birth, birth date, birth date time, birth time, birth day, date birth, birth year,
      birth month, born
    `),
  },
  {
    class: "date",
    says: "a date of death",
    subject: "person",
    linked: 0.95,
    elsewhere: 0.6,
    phrases: listOf(`
      death, death date, deceased, deceased date, deceased date time, death date time, death time,
      died, deceased at
    `),
  },
  {
    class: "date",
    says: "a date of admission or discharge",
    subject: "patient",
    linked: 0.86,
    elsewhere: 0,
    phrases: listOf(`
      admission date, admit date, discharge date, admitted at, discharged at, admission date time,
      discharge date time, admission, discharge, admitted on, discharged on, admission time,
      discharge time, admit time, admit, date admitted, date discharged, admitted, discharged,
      admitted date, discharged date, hospitalization date
    `),
  },
  {
    class: "date",
    says: "a date in the course of an illness",
    subject: "patient",
    linked: 0.88,
    elsewhere: 0,
    phrases: listOf(`
      onset, onset date, onset date time, symptom onset, onset at, diagnosis date, diagnosed at,
      diagnosed on, diagnosed date, date diagnosed, diagnosed, remission date, abatement date,
      abatement, abatement date time, injury date, accident date, illness date, symptom date,
      date injured, last menstrual period, relapse date, recovery date, infection date,
      death certificate date, menarche date, exposure date, transplant date, amputation date,
      miscarriage date, stroke date, fall date, expected due date, estimated due date, sobriety date,
      disability date, conception date, surgery date,
      last menstrual period date, pregnancy due date, current illness date, first symptom date,
      onset start
    `),
  },
  {
    class: "date",
    says: "the date of a birth",
    subject: "patient",
    linked: 0.82,
    elsewhere: 0,
    // Orders and parcels have one as well.
    topics: ["care", "condition", "person-name"],
    phrases: listOf("delivery date, estimated delivery date, expected delivery date"),
  },
  {
    class: "date",
    says: "a date in the course of an illness",
    subject: "patient",
    linked: 0.82,
    elsewhere: 0,
    topics: ["condition"],
    phrases: listOf(`
      resolved date, date resolved, resolved at, resolved on, resolution date, resolved,
      date resolution, noted date, recorded onset
    `),
  },
];

/** US Core race, ethnicity, birth sex, gender identity, occupation; the sensitive demographics of 45 CFR 164.514(e) and GDPR article 9. */
export const DEMOGRAPHIC_TERMS: readonly TermGroup[] = [
  {
    class: "demographic",
    says: "a sensitive demographic fact",
    subject: "person",
    linked: 0.88,
    elsewhere: 0.6,
    phrases: listOf(`
      gender, sex, gender identity, birth sex, sex birth, sex assigned at birth, assigned sex,
      administrative sex, legal sex, sexual orientation, race, ethnicity, ethnic group,
      ethnicity race, tribal affiliation, tribe, religion, religious affiliation, marital status,
      civil status, nationality, citizenship, immigration status, pronoun, caste, mother tongue,
      citizenship status, ethnic origin, ethnic background, gender expression, spiritual belief,
      religious belief, denomination, faith, relationship status, political affiliation,
      asylum status, refugee status, birth gender, birth nationality
    `),
  },
  {
    class: "demographic",
    says: "a demographic fact",
    subject: "patient",
    linked: 0.84,
    elsewhere: 0,
    phrases: listOf(`
      occupation, employer, profession, employment status, education, education level,
      highest education, living arrangement, living situation, housing status, housing, homeless,
      veteran status, military status, military branch, military discharge type, military service,
      legal status, disability, disability status, marital, migrant, migrant seasonal,
      insurance status, employer name, school name, smoking status, smoker, tobacco use,
      tobacco status, alcohol use, drug use, substance use, pregnancy status, sexual activity, age,
      age group, income level, special need, accessibility need, support need, custody, disability type,
      family situation, social determinant, interpreter need, school, grade level, work status,
      financial status, residency status, marital state, advance directive, legal history, occupation history, occupational history,
      work history, employment history, education history,
      code status, living will, criminal history, demographic, age band, age range, age bracket,
      age category, economic class, social class, socioeconomic status,
      socioeconomic level, social vulnerability, income bracket, income range, poverty level, workplace, work place, health literacy,
      literacy level, literacy, housing stability, food insecurity, food security, transportation need,
      incarceration, incarceration status, household composition, number child, special need type,
      organ donor, organ donor status, resuscitation status, dnr, dnr status, accommodation need,
      communication need, language barrier, assistive device, travel history, occupational exposure
    `),
  },
];
