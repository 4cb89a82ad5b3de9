import { listOf } from "./list.ts";
import type { TermGroup } from "./terms.ts";

/**
 * Direct identifiers of 45 CFR 164.514(b)(2): names (A), social security numbers (G), record numbers (H), health-plan
 * numbers (I), accounts (J), licences (K), vehicles (L), devices (M), biometrics (P), photographs (Q); also what X12 271
 * (NM109, REF) and HL7 v2 (PID, IN1) call them.
 */
export const IDENTIFIER_TERMS: readonly TermGroup[] = [
  {
    class: "identifier",
    says: "a government identifier",
    subject: "person",
    linked: 0.95,
    elsewhere: 0.85,
    phrases: listOf(`
      ssn, social security, social security number, ssn last 4, ssn last four, last 4 ssn,
      sin number, itin, passport, passport number, driver license, driver license number,
      driving license, license plate, national id, national identifier, national identity,
      national insurance number, nino, identity card, identity document, identity number,
      id card number, id document, government id, state id number, voter id, alien number,
      visa number, immigration number,
      personal id number, tax file number, cpf, curp, dni, aadhaar, aadhar, personnummer, bsn,
      citizen id, nic number, birth certificate, vin, vehicle identification, license plate number,
      pan number, pan card, military id, tribal id, driver license id, national id number, civil id, emirate id,
      fiscal code, codice fiscale, pesel, nss, jmbg, egn, cnp, hetu, bvn,
      nin, cpr number, ahv number, pan card number, voter card, ration card, work permit,
      residence permit, resident number, alien registration number, refugee number, green card,
      identification number, identity document number, social insurance number, vehicle plate,
      plate number, number plate, registration plate, vehicle registration, vehicle number
    `),
  },
  {
    class: "identifier",
    says: "a tax number",
    subject: "person",
    linked: 0.95,
    // Companies have one as well: on an invoice it is the issuer's.
    elsewhere: 0.7,
    phrases: listOf("tax id, tax identifier, tax identification, rfc, rut, ruc, nit, oib, nif"),
  },
  {
    class: "identifier",
    says: "a health record number",
    subject: "patient",
    linked: 0.95,
    elsewhere: 0.85,
    phrases: listOf(`
      mrn, medical record, medical record number, medical record id, patient number,
      patient account, patient account number, health record number, health card,
      health card number, nhs number, medicare, medicare number, medicare id, medicaid,
      medicaid number, medicaid id, hicn, mbi, medicare beneficiary,
      medicare beneficiary identifier, abha number, abha id, patient identifier,
      patient control number, cns number, sus card, health insurance number, unit record number,
      enterprise patient identifier, master patient identifier, uhid, nhi, nhi number, chi number,
      ihi number, ohip, ohip number, personal health number, national health number, opd number,
      ipd number, emr number, ehr number, chart id, inpatient number, outpatient number,
      medicare card number, medicaid card number, patient no, patient mrn, health service number
    `),
  },
  {
    class: "identifier",
    says: "a health-plan number",
    subject: "patient",
    linked: 0.9,
    elsewhere: 0,
    phrases: listOf(`
      member id, member number, member identifier, subscriber id, subscriber number, policy number,
      policy no, insurance number, insurance policy, insurance card number, insurance info,
      insurance information, insurance detail, insurance data,
      insurance policy number, insurance member id, enrollee id, beneficiary id,
      beneficiary number, group number, insurance group, insured id, insured number,
      certificate number, policy holder id, plan member id, dependent number, cardholder id,
      chart number, hospital number, health number, health id, insurance card,
      insurance group number, policy group number, insurance group id, policyholder id,
      group policy, membership number, medical aid number, medical scheme number, scheme number,
      tpa card number, coverage number, plan number, member code, dependent code, prescription group,
      subscriber policy, plan card number, insurance certificate, philhealth number
    `),
  },
  {
    class: "identifier",
    says: "a patient's health insurance",
    subject: "patient",
    linked: 0.8,
    elsewhere: 0,
    topics: ["person-name"],
    alone: true,
    phrases: ["insurance", "health insurance", "medical insurance", "health coverage"],
  },
  {
    class: "identifier",
    says: "a health-plan number",
    subject: "patient",
    linked: 0.82,
    elsewhere: 0,
    topics: ["insurance"],
    alone: true,
    phrases: listOf(`
      group id, policy id, card number, insurance identifier, policy, dependent, subscriber, group,
      affiliate number, affiliation number
    `),
  },
  {
    class: "identifier",
    says: "an insurance number, or the key of an insurance",
    subject: "patient",
    linked: 0.7,
    elsewhere: 0,
    topics: ["person-name"],
    phrases: ["insurance id"],
  },
  {
    class: "identifier",
    says: "the number of a person's papers",
    subject: "patient",
    linked: 0.82,
    elsewhere: 0,
    topics: ["person-name"],
    alone: true,
    phrases: listOf(`
      document number, identification, id number, identity, id card, identification document, document no
    `),
  },
  {
    class: "identifier",
    says: "the number of a claim, an authorization or a prescription",
    subject: "patient",
    linked: 0.84,
    elsewhere: 0,
    phrases: listOf(`
      authorization number, prior authorization number, authorization code, auth number,
      prior auth number, preauthorization number, precertification number, claim number,
      claim control number, payer claim control number, claim reference number,
      internal control number, referral number, prescription number, encounter number,
      admission number, accession number, visit number, eob number, specimen number,
      requisition number, external control number, patient claim number,
      subject number, participant number, randomization number, screening number, donor number,
      study participant number, episode number, specimen barcode, lab number, sample barcode
    `),
  },
  {
    class: "identifier",
    says: "a case or sample number",
    subject: "patient",
    linked: 0.6,
    elsewhere: 0,
    phrases: listOf(`
      case number, file number, patient code, accession, specimen id, sample number, barcode,
      registration number, encounter identifier
    `),
  },
  {
    class: "identifier",
    says: "a device that belongs to a person",
    subject: "patient",
    linked: 0.8,
    elsewhere: 0,
    phrases: listOf(`
      device serial, device serial number, serial number, udi, device identifier,
      implant serial number, lot serial, device udi, mac address, imei, implant id, implant number,
      pacemaker number, device fingerprint, advertising id, device serial no, equipment serial,
      equipment serial number, implant serial
    `),
  },
  {
    class: "identifier",
    says: "an identifier of a person",
    subject: "patient",
    linked: 0.84,
    elsewhere: 0,
    topics: ["identifier"],
    alone: true,
    phrases: ["identifier", "value", "number", "normalized value", "raw value", "formatted value"],
  },
  {
    class: "identifier",
    says: "an identifier of a person",
    subject: "patient",
    linked: 0.62,
    elsewhere: 0,
    alone: true,
    phrases: [
      "identifier",
      "other identifier",
      "alternate identifier",
      "alias",
      "previous identifier",
    ],
  },
  {
    class: "identifier",
    says: "a part of a person's name",
    subject: "person",
    linked: 0.94,
    elsewhere: 0.8,
    phrases: listOf(`
      first name, last name, middle name, given name, family name, maiden name, full name,
      legal name, preferred name, previous name, former name, birth name, nick name, chosen name,
      middle initial, second last name, name first, name last, name middle, name given,
      name family, name full, name preferred, legal first name, legal last name, name alias,
      social name, christian name, mother name, father name, patronymic, other name, known name,
      spouse name, caregiver name, proxy name, kin name, insured name, subscriber name
    `),
  },
  {
    class: "identifier",
    says: "a part of a person's name",
    subject: "patient",
    linked: 0.85,
    elsewhere: 0,
    topics: ["person-name"],
    alone: true,
    phrases: listOf(`
      first, last, middle, given, family, maiden, full, initial
    `),
  },
  {
    class: "identifier",
    says: "a person's name",
    subject: "patient",
    linked: 0.85,
    elsewhere: 0,
    topics: ["human-name"],
    alone: true,
    phrases: ["text"],
  },
  {
    class: "identifier",
    says: "a suffix of a person's name",
    subject: "patient",
    linked: 0.62,
    elsewhere: 0,
    topics: ["person-name"],
    phrases: ["name suffix", "suffix"],
  },
  {
    class: "identifier",
    says: "the name of a patient's relative, guardian or employer",
    subject: "patient",
    linked: 0.82,
    elsewhere: 0,
    phrases: listOf(`
      emergency contact, emergency contact name, kin, guardian, legal guardian, spouse, mother,
      father, health care proxy, healthcare proxy, medical power attorney, surrogate,
      legal representative, primary holder, policy holder, policyholder, caregiver, carer
    `),
  },
  {
    class: "identifier",
    says: "the name of a contact person",
    subject: "person",
    linked: 0.6,
    elsewhere: 0.7,
    phrases: ["contact person", "contact name", "responsible person", "responsible party"],
  },
  {
    class: "identifier",
    says: "the professional number of a practitioner",
    subject: "person",
    linked: 0.5,
    elsewhere: 0.7,
    phrases: listOf(`
      npi, npi number, dea, dea number, medical license, license number, registration license,
      council number, employee id, employee number, crm number, gmc number, professional license
    `),
  },
];

/** P and Q of the eighteen identifiers, and the images and signatures that stand for a person. */
export const BIOMETRIC_TERMS: readonly TermGroup[] = [
  {
    class: "biometric",
    says: "biometric data",
    subject: "person",
    linked: 0.92,
    elsewhere: 0.7,
    phrases: listOf(`
      voiceprint, voice print, face print, faceprint, retina scan, iris scan, biometric,
      biometric template, signature biometric, face encoding, face embedding, facial image,
      palm print, face descriptor, thumbprint, thumb print, thumb impression, finger print,
      hand geometry, palm vein, voice sample, identification mark, identifying mark, distinguishing mark,
      distinguishing feature, birthmark, scar, tattoo, dna profile, face template, fingerprint template,
      iris template, retinal scan, face id
    `),
  },
  {
    class: "biometric",
    says: "biometric data",
    subject: "person",
    linked: 0.85,
    elsewhere: 0.55,
    alone: true,
    phrases: ["fingerprint"],
  },
  {
    class: "biometric",
    says: "a picture of a person",
    subject: "person",
    linked: 0.85,
    elsewhere: 0.6,
    phrases: listOf(`
      photo, photograph, avatar, headshot, profile picture, profile photo, profile image, portrait,
      selfie, picture, face image, patient image, id photo, photo id
    `),
  },
  {
    class: "biometric",
    says: "the image of a card or a document of a person",
    subject: "patient",
    linked: 0.8,
    elsewhere: 0,
    phrases: listOf(`
      card image, card front, card back, front card image, back card image, insurance card image,
      license image, id image, id card image, passport image, front image, back image,
      card front image, card back image
    `),
  },
  {
    class: "biometric",
    says: "a person's signature",
    subject: "person",
    linked: 0.7,
    elsewhere: 0.55,
    phrases: [
      "signature",
      "signature image",
      "digital signature",
      "electronic signature",
      "esignature",
      "drawn signature",
    ],
  },
];

/** J of the eighteen identifiers: accounts, cards and money. */
export const FINANCIAL_TERMS: readonly TermGroup[] = [
  {
    class: "financial",
    says: "a bank account or a payment card",
    subject: "person",
    linked: 0.86,
    elsewhere: 0.65,
    phrases: listOf(`
      account number, bank account, bank account number, iban, routing number, sort code,
      card number, card pan, credit card, credit card number, debit card number, card last 4,
      card last four, last 4, last four, check number, cheque number, account last 4, card holder,
      cardholder, card holder name, account holder, account holder name, bank routing number,
      card fingerprint, account last four
    `),
  },
  {
    class: "financial",
    says: "a person's income",
    subject: "patient",
    linked: 0.75,
    elsewhere: 0,
    phrases: [
      "income",
      "monthly income",
      "annual income",
      "household income",
      "income source",
      "salary",
    ],
  },
];
