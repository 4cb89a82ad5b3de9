import { PACKS } from "./languages.ts";
import { listOf } from "./list.ts";

/**
 * Words of medicine, whose presence anywhere in a name makes the field speak of health, when the last word
 * does not turn it into something else (`medicationReminder`). They count on patient-linked models alone.
 */
export const MEDICAL_WORDS: ReadonlySet<string> = new Set([
  // care and its records
  ...listOf(`
    clinical, medical, diagnosis, diagnostic, differential, prognosis, symptom, disease, illness,
    disorder
  `),
  ...listOf(`
    condition, comorbidity, complication, allergy, allergen, intolerance, reaction, medication,
    drug, dosage
  `),
  ...listOf(`
    dose, prescription, therapy, therapeutic, treatment, intervention, surgery, surgical,
    procedure, anesthesia
  `),
  ...listOf(`
    immunization, vaccine, vaccination, anamnesis, complaint, triage, vital, biopsy, specimen,
    pathology
  `),
  ...listOf(`
    radiology, imaging, xray, mri, ultrasound, ecg, ekg, eeg, screening, hospitalization,
    rehabilitation
  `),
  ...listOf(`
    psychotherapy, psychiatric, psychological, counseling, contraindication, precaution,
    abnormality, implant
  `),
  // mind and behaviour
  ...listOf(`
    suicide, suicidal, homicidal, ideation, depression, anxiety, psychosis, psychotic, delusion,
    hallucination
  `),
  ...listOf(`
    mood, affect, trauma, abuse, violence, neglect, addiction, substance, alcohol, tobacco,
    smoking, nicotine
  `),
  ...listOf(`
    cannabis, opioid, coping, crisis, craving, relapse, sobriety, insomnia, sleep, stressor
  `),
  ...listOf(`
    behavioral, cognition, cognitive, autism, adhd, dementia, caffeine, coffee, exercise, diet,
    nutrition
  `),
  ...[
    "hazardous, feeling, emotion, emotional, limitation, disturbance, harm, grief, nausea",
    "recreational",
    "motivation",
    "selfharm",
    "homicide",
  ],
  // body and measures
  ...listOf(`
    blood, heart, cardiac, pulse, respiration, respiratory, temperature, weight, height, bmi,
    oxygen
  `),
  ...listOf(`
    saturation, glucose, cholesterol, hemoglobin, hba1c, a1c, ldl, hdl, psa, spo2, bp, bps, bpd,
    systolic
  `),
  ...listOf(`
    diastolic, circumference, pain, fever, injury, wound, fracture, lesion, tumor, cancer,
    diabetes, asthma
  `),
  ...listOf(`
    epilepsy, seizure, stroke, hypertension, hypotension, infection, hiv, aids, hepatitis,
    tuberculosis, covid
  `),
  ...listOf(`
    covid19, kidney, liver, lung, brain, breast, skin, bone, spine, hip, knee, eye, vision, ear,
    hearing
  `),
  ...listOf(`
    abdomen, abdominal, thyroid, prostate, uterus, ovary, colon, stomach, bowel, bladder, urine,
    urinary
  `),
  ...listOf(`
    musculoskeletal, neurological, gastrointestinal, genitourinary, cardiovascular, dermatological,
    endocrine
  `),
  ...listOf(`
    hematologic, heent, thorax, extremity, pelvic, rectal, genital, nose, throat, neck, chest,
    back pain
  `),
  ...listOf(`
    tooth, teeth, dental, gum, gingival, periodontal, caries, occlusion, orthodontic, endodontic,
    denture
  `),
  ...listOf(`
    gingiva, tongue, palate, palatal, buccal, labial, lingual, lip, mucosa, jaw, mandible, maxilla,
    molar, incisor, enamel, decayed, amalgam,
    cavity, plaque, probing, menarche, menstrual, menstruation, menopause, pregnancy, pregnant,
    gravida, parity
  `),
  ...listOf(`
    contraception, contraceptive, fertility, lactation, obstetric, gynecological, miscarriage,
    abortion, mammogram
  `),
  ...listOf(`
    colonoscopy, pap, dialysis, transplant, prosthesis, amputation, disability, impairment,
    mobility, gait
  `),
  ...listOf(`
    culture, antibiotic, organism, susceptibility, sensitivity result, genotype, genetic, mutation,
    phq9, gad7, phq
  `),
  // organs and systems
  ...listOf(`
    renal, hepatic, pulmonary, gastric, cerebral, vascular, coronary, arterial, venous, ocular,
    retinal, nasal, lumbar, cervical, thoracic, uterine, ovarian, cervix, placenta, spleen,
    pancreas, gallbladder, appendix, lymph, marrow, muscle, ligament, tendon, shoulder, elbow,
    wrist, ankle, pupil, pupillary, airway, intraocular, bowel, cornea, conjunctiva, conjunctival,
    sclera, eyelid, breathing, circulation, consciousness, cvs, sph, cyl, iop
  `),
  // pregnancy and birth
  ...listOf(`
    fetal, neonatal, prenatal, antenatal, postnatal, postpartum, perinatal, gestational,
    trimester, amniotic, apgar, lmp, edd
  `),
  // laboratory
  ...listOf(`
    creatinine, sodium, potassium, platelet, leukocyte, hematocrit, wbc, rbc, inr, egfr, tsh,
    triglyceride, bilirubin, insulin, ketone, antigen, antibody, titer, titre, serology,
    toxicology, histology, cytology, microbiology, stool, sputum, semen, opiate, steroid
  `),
  // illness
  ...listOf(`
    ulcer, bleeding, hemorrhage, edema, vomiting, constipation, cough, fatigue, bipolar, ptsd,
    delirium, overdose, rash, itching, swelling, tenderness, hernia, cataract, glaucoma,
    anaphylaxis, etiology, metastasis, malaria, dengue, typhoid, obesity, malnutrition,
    dehydration, anemia, lymphoma, sepsis, arrhythmia, angina, infarction, murmur, incontinence
  `),
  // treatment
  ...listOf(`
    chemotherapy, radiotherapy, anaesthesia, intubation, ventilator, splint, orthosis, crutch,
    wheelchair, refraction, acuity, stent, catheter, suture, incision, dressing, debridement,
    graft, pacemaker, feeding, appetite, continence, hygiene, ambulation, restraint, seclusion,
    sedation, sedative, analgesic, anaesthetic, anesthetic, transfusion, infusion, ventilation,
    tourniquet, prophylaxis, inotrope, toxicity, rhesus
  `),
  // complaints, specialties and inheritance
  ...listOf(`
    fundus, corneal, gestation, breastfeeding, ovulation, ivf, embryo, genome, genomic, allele, karyotype, zygosity, oncology, tumour, malignant, malignancy, carcinoma, melanoma, autoimmune, immunity, viral, bacterial, influenza, polio, hpv, sti, syphilis, gonorrhea, chlamydia, herpes, measles, mumps, rabies, intestinal, pancreatic, albumin, ferritin, saliva, serum, swab, migraine, headache, dizziness, diarrhea, numbness, tingling, tremor, palpitation, syncope, gout, scoliosis, osteoporosis, sprain, ocd, anorexia, bulimia, mania, phobia, icu, hospice, palliative, rehab, physiotherapy, dietary, nutritional, diabetic, allergic, chiropractic, acupuncture, sexual, libido, odontogram, dentition
  `),
  // scales of screening and of severity
  ...listOf(`
    glasgow, gcs, braden, moca, mmse, dast, pcl5, cssrs, epds, bdi, phq2, phq15, gad2, mdq, eq5d,
    sf36
  `),
  ...PACKS.flatMap(({ medical }) => medical),
]);

/** Endings that only words of medicine have: appendicitis, mammogram, hysterectomy, leukemia, neuropathy. */
const MEDICAL_ENDINGS: readonly string[] = listOf(`
  itis, ectomy, ostomy, oscopy, plasty, emia, aemia, algia, uria, pathy, otomy, ophren, phrenia,
  globin, mammogram, cardiogram, angiogram, plegia, pnea, rrhea, trophy, sclerosis, cytosis,
  thrombosis, ectomia, ostomia, otomia, oscopia, algie, pathie, patia, ectomie, oscopie, osis, noma, phoma, blastoma, iasis, penia, cardia, lepsy, phagia, phasia, kinesia,
  esthesia, megaly, emesis, paresis, plasia, therapy
`);

/** What may follow a word of medicine and leave it the subject: `diagnosisDescription`, `painNotes`. */
export const CLINICAL_CARRIERS: ReadonlySet<string> = new Set(
  listOf(`
    description, detail, note, comment, text, content, summary, list, history, data, info,
    information, name, report, result, finding, code, plan, response, answer, alert, concern,
    issue, problem, reason, goal, instruction, narrative, evidence, justification, consideration,
    exam, review, outcome, recommendation, assessment, evaluation, impression, json, value,
    reading, measurement, pattern, activity, use, other, taken, used, given, administered,
    reported, performed, present, function, clearance, indication, done, prescribed, criterion,
    display, record, texture, material, shape, consistency, left, right, bilateral, l, r, od, os, ou, hr, rr, temp, temperature, advice
  `),
);

/** What is said of a part of the body or of a finding, where it says little of anything else: `tongueColor`. */
export const BODY_HEADS: ReadonlySet<string> = new Set(["color", "size", "screen"]);

/** Shorter words end like medicine by accident. */
const SHORTEST_MEDICAL_WORD = 7;

/** True for a word of medicine, listed or with an ending that only such words have. */
export function isMedicalWord(word: string): boolean {
  if (MEDICAL_WORDS.has(word)) return true;
  return (
    word.length >= SHORTEST_MEDICAL_WORD && MEDICAL_ENDINGS.some((ending) => word.endsWith(ending))
  );
}
