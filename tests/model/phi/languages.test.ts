/** Names of columns as clinics write them in their own language. */

import { describe, expect, it } from "vitest";

import { classifyField } from "../../../src/model/phi/classify.ts";
import { FOREIGN_WORDS, PACKS } from "../../../src/model/phi/lexicon/languages.ts";
import { VOCABULARY } from "../../../src/model/phi/lexicon/vocabulary.ts";
import { textNamed } from "../../../src/model/phi/loose-names.ts";
import type { ModelContext } from "../../../src/model/phi/types.ts";
import { PHI_LANGUAGES } from "../../../src/settings.ts";

const patient: ModelContext = {
  name: "Patient",
  traits: new Set(["patient", "person"]),
  fieldNames: ["street", "city"],
};
const account: ModelContext = { name: "Account", traits: new Set(["person"]), fieldNames: [] };
const project: ModelContext = { name: "Project", traits: new Set(), fieldNames: [] };

function labelsOf(names: string, type = "String"): Record<string, string> {
  return Object.fromEntries(
    names
      .split(/\s+/u)
      .filter((name) => name !== "")
      .map((name) => [name, classifyField({ ...textNamed(name), type }, patient).class ?? "none"]),
  );
}

function all(names: string, expected: string): Record<string, string> {
  return Object.fromEntries(
    names
      .split(/\s+/u)
      .filter((name) => name !== "")
      .map((name) => [name, expected]),
  );
}

const IDENTIFIERS = {
  Spanish: `nombre nombres apellido apellidos primerNombre apellidoPaterno apellido_materno nombre_completo
    nombreMadre nombre_del_padre contactoEmergenciaNombre dni curp cedula pasaporte numero_seguro_social numeroSeguridadSocial
    numeroHistoriaClinica numero_expediente numeroPoliza numeroAfiliado`,
  Portuguese: `nome sobrenome nomeCompleto nome_social nomeMae nome_da_mãe nomeDoPai cpf rg passaporte cartaoSus
    numeroProntuario prontuario numero_carteirinha carteirinha nomeResponsavel`,
  German: `vorname nachname familienname geburtsname sozialversicherungsnummer versichertennummer
    krankenversicherungsnummer patientennummer personalausweis reisepass steuernummer patientenname`,
  French: `nom prenom prénom nomFamille nom_de_naissance numero_securite_sociale numéroSécuritéSociale nir
    carteVitale numero_dossier passeport carte_identite numeroSecu`,
};
const CONTACTS = {
  Spanish: `telefono teléfono celular movil correo correoElectronico correo_electrónico direccion domicilio calle
    ciudad codigoPostal telefono_paciente telefonoAlternativo contactoEmergenciaTelefono telefonoEmergencia
    barrio colonia`,
  Portuguese: `telefone celular endereco endereço logradouro bairro cidade cep codigo_postal telefoneResponsavel
    emailResponsavel`,
  German: `telefon telefonnummer handynummer handy anschrift adresse strasse straße hausnummer plz postleitzahl
    wohnort`,
  French: "courriel adresse rue ville codePostal code_postal numero_de_telephone telephone",
};
const DATES = {
  Spanish:
    "fechaNacimiento fecha_de_nacimiento Fecha_Nac fecNac nacimiento fechaDefuncion fechaIngreso fecha_alta",
  Portuguese:
    "dataNascimento data_de_nascimento dtNasc data_nasc dataObito dataInternacao data_alta",
  German: "geburtsdatum geburtstag sterbedatum aufnahmedatum entlassungsdatum",
  French: `dateNaissance date_de_naissance dateDeces date_admission date_sortie date_guerison date_diagnostic
    date_hospitalisation`,
};
const DEMOGRAPHICS = {
  Spanish: "sexo genero género estadoCivil nacionalidad ocupacion",
  Portuguese: "sexo genero estadoCivil raca religiao profissao escolaridade nacionalidade",
  German: "geschlecht familienstand staatsangehörigkeit staatsangehoerigkeit konfession beruf",
  French: "sexe etatCivil état_civil situation_familiale nationalite",
};
const HEALTH = {
  Spanish: `diagnostico diagnóstico alergias tratamiento sintomas antecedentes observaciones motivoConsulta
    examenFisico grupoSanguineo criteriosDeDiagnostico condiciones objetivos notasPreoperatorias alergiasAutoReportadas`,
  Portuguese: `diagnostico alergias tratamento sintomas observacoes observações queixaPrincipal queixa anamnese
    exameFisico historicoMedico hipotese_diagnostica`,
  German: `diagnose diagnosen anamnese allergien behandlung beschwerden vorerkrankungen befund bemerkung
    blutgruppe behandlungsplan`,
  French: `allergie traitement symptomes anamnese antécédents antecedents_medicaux groupe_sanguin motif_consultation
    examen_clinique diagnostic_final`,
};
const CREDENTIALS = "contrasena contraseña senha passwort kennwort mot_de_passe motDePasse";

describe.each(["Spanish", "Portuguese", "German", "French"] as const)("%s", (language) => {
  it("identifiers", () => {
    expect(labelsOf(IDENTIFIERS[language])).toEqual(all(IDENTIFIERS[language], "identifier"));
  });

  it("contact data", () => {
    expect(labelsOf(CONTACTS[language])).toEqual(all(CONTACTS[language], "contact"));
  });

  it("dates that find a person again", () => {
    expect(labelsOf(DATES[language], "DateTime")).toEqual(all(DATES[language], "date"));
  });

  it("demographics", () => {
    expect(labelsOf(DEMOGRAPHICS[language])).toEqual(all(DEMOGRAPHICS[language], "demographic"));
  });

  it("health", () => {
    expect(labelsOf(HEALTH[language])).toEqual(all(HEALTH[language], "clinical-narrative"));
  });
});

describe("every language", () => {
  it("has its passwords", () => {
    expect(labelsOf(CREDENTIALS)).toEqual(all(CREDENTIALS, "credential"));
  });

  it("speaks of patients only where there are some", () => {
    const names = ["nome", "telefono", "alergias", "diagnose", "traitement", "observaciones"];
    const labels = names.map((name) => classifyField(textNamed(name), project).label);
    expect(labels.filter((label) => label === "phi")).toEqual([]);
  });

  it("keeps to what is about a thing", () => {
    const names =
      "tipoTelefono telefonoVerificado cantidadAlergias telefono_clinica telefonoProveedor contactoEmergenciaRelacion emailTyp anzahlAllergien statutAdresse";
    expect(new Set(Object.values(labelsOf(names)))).toEqual(new Set(["none"]));
  });
});

describe("the packs", () => {
  it("are those that the settings know, besides English", () => {
    expect(["en", ...PACKS.map(({ code }) => code)]).toEqual([...PHI_LANGUAGES]);
  });

  it("are written without accents and in the words of the lexicon", () => {
    for (const { words, phrases } of PACKS) {
      for (const [foreign, english] of Object.entries({ ...words, ...phrases })) {
        expect(foreign).toMatch(/^[a-z]+(?: [a-z]+)*$/u);
        for (const word of english.split(" "))
          expect(VOCABULARY, `${foreign}: ${word}`).toContain(word);
      }
    }
  });

  it("agree on the words that they share", () => {
    for (const word of new Set(FOREIGN_WORDS)) {
      const meanings = PACKS.flatMap(({ words }) => words[word] ?? []);
      expect(new Set(meanings).size, word).toBe(1);
    }
  });

  it("can be chosen", () => {
    const labelIn = (languages: string[]) =>
      classifyField(textNamed("geburtsdatum"), account, { languages }).label;
    expect([labelIn(["de"]), labelIn(["en", "fr"]), labelIn([])]).toEqual(["pii", "none", "none"]);
  });
});
