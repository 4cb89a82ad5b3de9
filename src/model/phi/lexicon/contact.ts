import { listOf } from "./list.ts";
import type { TermGroup } from "./terms.ts";

/** B, D, E, F and N of the eighteen identifiers; FHIR `ContactPoint` and `Address`; X12 N3 and N4; HL7 PID-11 and PID-13. */
export const CONTACT_TERMS: readonly TermGroup[] = [
  {
    class: "contact",
    says: "a phone number",
    subject: "person",
    linked: 0.92,
    elsewhere: 0.7,
    phrases: listOf(`
      phone, phone number, mobile, mobile number, mobile phone, cell, cell number, cell phone, fax,
      fax number, telecom, landline, pager, e164, whatsapp, whatsapp number, phone home,
      phone work, contact number, contact no, mobile no, phone no, phone e164, sms number, emergency number, calling number,
      caller id, phone business, home number, work number, emergency contact number
    `),
  },
  {
    class: "contact",
    says: "a phone number",
    subject: "patient",
    linked: 0.84,
    elsewhere: 0,
    phrases: [
      "digits10",
      "digits7",
      "ani",
      "emergency contact phone",
      "phone last 4",
      "phone last four",
    ],
  },
  {
    class: "contact",
    says: "an e-mail address",
    subject: "person",
    linked: 0.92,
    elsewhere: 0.75,
    phrases: listOf(`
      email, email address, mail address, e mail, email id, contact email, email home, email work
    `),
  },
  {
    class: "contact",
    says: "a postal address",
    subject: "person",
    linked: 0.9,
    elsewhere: 0.6,
    phrases: listOf(`
      address, street, street address, address line, address street, address city, address county,
      address zip, address state, address text, home address, mailing address, mailing street,
      mailing city, mailing state, mailing zip, mailing zip code, mailing postal code,
      residential address, postal address, address postal code, address zip code, po box,
      house number, apartment, apt, apt number, apartment number, street name, street line,
      residence, address full, address district, home city, home state, home street, home zip,
      birth city, permanent address, billing address, shipping address, address suburb,
      address province, address region, home postal code, suite, geolocation, gps coordinate,
      home location, street number, address complement
    `),
  },
  {
    class: "contact",
    says: "a postal code",
    subject: "person",
    linked: 0.9,
    elsewhere: 0.55,
    phrases: ["zip", "zip code", "postal code", "zip plus", "zip plus four", "post code"],
  },
  {
    class: "contact",
    says: "a place of residence",
    subject: "patient",
    linked: 0.84,
    elsewhere: 0,
    phrases: listOf(`
      city, county, town, suburb, village, neighborhood, neighbourhood, district, province,
      subdistrict, latitude, longitude, coordinate, birth place, birth country, postal state,
      parish, municipality, locality, landmark, barangay, hometown, home town, taluk, tehsil,
      flat, flat number, house, plus code, eircode, geohash, geo location, gps location
    `),
  },
  {
    class: "contact",
    says: "a place of residence",
    subject: "patient",
    linked: 0.84,
    elsewhere: 0,
    topics: ["address"],
    // Of a town where there are streets as well; else of a hospital.
    phrases: ["ward number"],
  },
  {
    class: "contact",
    says: "a part of a postal address",
    subject: "patient",
    linked: 0.82,
    elsewhere: 0,
    topics: ["address"],
    alone: true,
    phrases: listOf(`
      state, region, line, text, area, unit, unit number, complement, building, floor,
      block, building block, tower, sector, colony
    `),
  },
  {
    class: "contact",
    says: "a phone number or an address",
    subject: "patient",
    linked: 0.82,
    elsewhere: 0,
    topics: ["contact-point"],
    alone: true,
    phrases: ["value", "number", "contact value"],
  },
  {
    class: "contact",
    says: "contact details",
    subject: "patient",
    linked: 0.82,
    elsewhere: 0,
    topics: ["person-name"],
    alone: true,
    phrases: listOf("contact, contact info, contact information, contact detail"),
  },
  {
    class: "contact",
    says: "contact details",
    subject: "person",
    linked: 0.66,
    elsewhere: 0,
    phrases: listOf(`
      contact, contact info, contact information, contact detail, alternate contact, social handle,
      home page, access instruction, entry instruction, parking instruction, parking info, gate code,
      door code, lockbox code, personal website, social media, social profile, facebook, instagram, twitter, linkedin,
      skype, skype id, telegram, wechat, viber, line id
    `),
  },
];

/** O of the eighteen identifiers. A person's, but seldom a patient's: reported as `pii`. */
export const NETWORK_TERMS: readonly string[] = listOf(`
  ip, ip address, ip addr, client ip, remote ip, last ip, remote addr, source ip, user ip,
  signup ip
`);

/** Phrases that look like contact data and are not. */
export const NOT_CONTACT: readonly string[] = listOf(`
  license state, wallet address, contract address, web address, memory address, from address,
  reply address, from email, reply email, sender email, support email, support phone,
  family member id, team member id, staff member id, crew member id, household member id,
  notification email, from name, from phone, distribution email, customer service phone,
  customer service email, provider phone, twilio phone, sender phone, ward name, ward phone, ward email
`);
