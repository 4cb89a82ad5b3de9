import { listOf } from "./list.ts";

/** Words that name the patient, a plan member or their people. Their data is PHI on patient-linked models. */
export const PATIENT_SIDE: ReadonlySet<string> = new Set(
  listOf(`
    patient, client, member, resident, beneficiary, subscriber, insured, policyholder, enrollee,
    guarantor, dependent, guardian, parent, mother, father, spouse, partner, husband, wife, child,
    son, daughter, sibling, brother, sister, relative, family, kin, emergency, caregiver, carer,
    minor, proxy, infant, baby, newborn, donor, decedent, employer, holder, cardholder, household,
    responsible, maternal, paternal, participant, ward, consumer, survivor, victim, companion
  `),
);

/** The subset that means a patient in any schema, linked or not. */
export const PATIENT_FOR_CERTAIN: ReadonlySet<string> = new Set([
  "patient",
  "insured",
  "guarantor",
  "decedent",
]);

/** Words that name the people who work there, or users at large: personal data, not PHI. */
export const STAFF_SIDE: ReadonlySet<string> = new Set(
  listOf(`
    provider, clinician, doctor, physician, therapist, nurse, practitioner, dentist, hygienist,
    pharmacist, surgeon, psychiatrist, psychologist, counselor, counsellor, staff, employee,
    prescriber, technician, technologist, pathologist, radiologist, supervisor, manager, admin,
    administrator, author, reviewer, approver, consultant, signer, signatory, witness, operator, agent,
    coordinator, assistant, attendee, user, creator, editor, uploader, interpreter, instructor,
    teacher, attorney, lawyer, receptionist, coach, hygiene, midwife, obstetrician, gynecologist, obgyn, pediatrician, orderer, referrer, performer,
    assessor, worker, actor, signee, attending, referring, ordering, rendering, cosigner, verifier,
    requestor, requester, sender, from, driver
  `),
);

/** Words in a model's name that make it about one person: `User`, `Attendee`, `Lead`. */
export const PERSON_MODELS: ReadonlySet<string> = new Set(
  listOf(`
    user, person, people, individual, customer, contact, lead, attendee, visitor, viewer, guest,
    invitee, subscriber, participant, applicant, candidate, student, tutor, partner, owner,
    profile, member, client, buyer, seller, driver, recipient, respondent, signer, account,
    invitation, invite, consumer, resident, beneficiary, author, identity, human
  `),
);

/** Words in a model's name that make it about one member of staff. */
export const STAFF_MODELS: ReadonlySet<string> = new Set(
  listOf(`
    staff, employee, provider, doctor, physician, clinician, therapist, nurse, practitioner,
    dentist, hygienist, pharmacist, surgeon, psychiatrist, psychologist, counselor, technician,
    prescriber, supervisor, receptionist, administrator, admin, operator, vet, veterinarian,
    midwife, radiologist, pathologist, phlebotomist, teacher, instructor, coach, agent, worker,
    stylist, trainer, optometrist
  `),
);

/** Fields that only a professional has; on a `User` they show that users are staff. */
export const STAFF_EVIDENCE: ReadonlySet<string> = new Set(
  listOf(`
    npi, npi number, dea, dea number, license number, medical license, job title, hire date,
    specialty, employee id, employee number, license state, hourly rate, credential, payroll rate,
    supervisor id
  `),
);

/** Words in a model's name that make it about a relative, guardian, emergency contact or employer of a patient. */
export const RELATIVE_MODELS: readonly string[] = listOf(`
  emergency contact, guardian, kin, related person, relative, family member, spouse, parent,
  caregiver, carer, dependent, guarantor, responsible party, policy holder, policyholder, proxy,
  insured, subscriber, employer, household member
`);

/** What makes a `…Name` the name of a person, with the part of the name it means. */
export const NAME_PARTS: ReadonlySet<string> = new Set(
  listOf(`
    first, last, middle, given, family, maiden, full, legal, preferred, previous, birth, nick,
    former, chosen, second, paternal, maternal, alias, christian, social
  `),
);

/** A patient root: always, since nobody else has them. */
export const PATIENT_ROOTS: ReadonlySet<string> = new Set(["patient", "inpatient", "outpatient"]);

/** Names of patient roots that other trades use as well: they need clinical evidence. */
export const LIKELY_ROOTS: ReadonlySet<string> = new Set(
  listOf(`
    client, member, resident, beneficiary, enrollee, subscriber, participant, subject, consumer
  `),
);

/** Whose health is recorded for another's sake: patients where the model itself holds clinical data. */
export const DONOR_ROOTS: ReadonlySet<string> = new Set(["donor", "surrogate"]);

/** Who buys, and is a patient where clinicians sell: a schema of care calls its patients so when nothing else is one. */
export const BUYER_ROOTS: ReadonlySet<string> = new Set(["customer"]);

/** Whom maternity and home care call their patients, where nobody is called so and more is known than a name. */
export const KIN_ROOTS: ReadonlySet<string> = new Set(
  listOf("mother, baby, newborn, infant, child, elder, senior, woman"),
);

/** Names that are patients only where the model itself holds clinical data, and no better root is there. */
export const POSSIBLE_ROOTS: ReadonlySet<string> = new Set(
  listOf(`
    user, person, individual, customer, profile, child, student, athlete, case, contact, donor,
    insured
  `),
);
