import rule from "../../../src/rules/client/no-phi-in-urls.ts";
import { testOnCode } from "../../rule-tester.ts";

const settings = { "prisma-sentinel": { schema: "tests/fixtures/client/practice.prisma" } };
const shop = { "prisma-sentinel": { schema: "tests/fixtures/client/shop.prisma" } };

const valid = [
  ["an id", "fetch(`/patients/${patient.id}/visits`)"],
  ["a base of its own", "fetch(`${API_SECRET}/patients`); fetch(`${patient.email}/patients`)"],
  ["a mask", "fetch(`/patients?ssn=${hash(patient.ssn)}`)"],
  ["a text with slashes", "const text = `and / or ${patient.email}`"],
  ["markup", "const html = `<p>/${patient.firstName}</p>`"],
  ["a date", "const date = `${patient.birthDate}/${patient.firstName}`"],
  ["a mail address", "const to = `mailto:${patient.email}`"],
  [
    "a mail that is begun for the user",
    'const to = `mailto:${patient.email}?subject=${patient.ssn}`; const text = "sms:?body=" + patient.ssn',
  ],
  [
    "the code that an authenticator is set up with",
    "const uri = `otpauth://totp/${issuer}:${account}?secret=${secret}&issuer=${issuer}`",
  ],
  [
    "its parameters",
    "const query = new URLSearchParams({ secret, issuer }); const uri = `otpauth://totp/${name}?${query.toString()}`",
  ],
  ["the same as a sum", 'const uri = "otpauth://totp/App?issuer=App" + "&secret=" + secret'],
  ["SQL", "sql`/patients/${patient.email}`"],
  ["a link with a token", "const link = `https://a.example/reset?token=${resetToken}&code=${otp}`"],
  ["a body", "axios.post(`/patients`, { ssn: patient.ssn }, { params: { id: patient.id } })"],
  [
    "a form for a body",
    "fetch(url, { method, body: new URLSearchParams({ client_secret: clientSecret }) })",
  ],
  [
    "a form for a body, as text",
    "http.post(url, new URLSearchParams({ ssn: patient.ssn }).toString())",
  ],
  [
    "a form that becomes a body",
    "const body = new URLSearchParams({ password }); fetch(url, { body })",
  ],
  ["a user's address", "fetch(`/users?email=${user.email}`)"],
  ["a key of ids", "redis.get(`patient:${patient.id}`); cache.set(patient.id, patient.ssn)"],
  ["a map", "patients.get(patient.ssn); params.set(patient.id)"],
  ["a route by id", 'router.get("/patients/:id/visits/:visitId", handle)'],
  ["a route by token", 'app.post("/reset/:token", handle); store.get("/patients/:ssn")'],
  [
    "a sum that is no address",
    'const a = "Name: " + patient.email; const b = "a / " + patient.ssn',
  ],
] as const;

const phi = [
  [
    "a path",
    "fetch(`/patients/${patient.ssn}`)",
    "a URL",
    [20, 31],
    "fetch(`/patients/${patient.id}`)",
  ],
  [
    "a path after a base",
    "axios.get(`${API}/patients/${patient.ssn}`)",
    "a URL",
    [30, 41],
    "axios.get(`${API}/patients/${patient.id}`)",
  ],
  [
    "an absolute address",
    "const a = `https://a.example/p/${patient.ssn}`",
    "a URL",
    [34, 45],
    "const a = `https://a.example/p/${patient.id}`",
  ],
  [
    "a query",
    "go(`${here}?n=1&ssn=${encodeURIComponent(patient.ssn)}`)",
    "a URL",
    [42, 53],
    "go(`${here}?n=1&ssn=${encodeURIComponent(patient.id)}`)",
  ],
  [
    "a sum",
    'fetch("/patients/" + patient.ssn)',
    "a URL",
    [22, 33],
    'fetch("/patients/" + patient.id)',
  ],
  [
    "a sum of more",
    'open(base + "?ssn=" + patient.ssn)',
    "a URL",
    [23, 34],
    'open(base + "?ssn=" + patient.id)',
  ],
  [
    "search parameters",
    "go(url + new URLSearchParams({ ssn: patient.ssn }))",
    "a query string",
    [37, 48],
    "go(url + new URLSearchParams({ ssn: patient.id }))",
  ],
  [
    "a search parameter",
    'url.searchParams.set("s", patient.ssn)',
    "a query string",
    [27, 38],
    'url.searchParams.set("s", patient.id)',
  ],
  [
    "parameters of a client",
    "axios.get(path, { params: { s: patient.ssn } })",
    "a query string",
    [32, 43],
    "axios.get(path, { params: { s: patient.id } })",
  ],
  [
    "a query of a router",
    "router.push({ pathname, query: { s: patient.ssn } })",
    "a query string",
    [37, 48],
    "router.push({ pathname, query: { s: patient.id } })",
  ],
  [
    "a key",
    "await redis.setex(`patient:${patient.ssn}`, 60, text)",
    "the key of a cache",
    [30, 41],
    "await redis.setex(`patient:${patient.id}`, 60, text)",
  ],
] as const;

testOnCode("no-phi-in-urls", rule, {
  valid: [
    ...valid.map(([name, code]) => ({ name, code, settings })),
    {
      name: "a tax number, which the issuer of an invoice has as well",
      code: "const f = (issuer: { rfc: string }) => fetch(`/invoices?issuer=${issuer.rfc}`)",
      settings,
    },
    { name: "no patients", code: "fetch(`/people/${patient.ssn}`)", settings: shop },
    {
      name: "a file that may",
      code: "fetch(`/people/${patient.ssn}`)",
      filename: "src/partner.ts",
      options: [{ allowIn: ["src/partner.ts"] }],
      settings,
    },
  ],
  invalid: [
    ...phi.map(([name, code, sink, [column, endColumn], output]) => ({
      name,
      code,
      settings,
      errors: [
        {
          messageId: "phi",
          data: {
            what: "patient.ssn",
            reason: "names a government identifier on a patient model",
            sink,
          },
          line: 1,
          column,
          endLine: 1,
          endColumn,
          suggestions: [{ messageId: "useId", data: { id: "patient.id" }, output }],
        },
      ],
    })),
    {
      name: "a name alone",
      code: "function f(ssn: string) { return fetch(`/lookup?ssn=${ssn}`) }",
      settings,
      errors: [
        {
          messageId: "phi",
          data: { what: "ssn", reason: "names a government identifier", sink: "a URL" },
          line: 1,
          column: 55,
          endLine: 1,
          endColumn: 58,
        },
      ],
    },
    {
      name: "a template inside a key, once",
      code: "cache.get(`/patients/${patient.email}`)",
      settings,
      errors: [
        {
          messageId: "phi",
          line: 1,
          column: 24,
          endLine: 1,
          endColumn: 37,
          suggestions: [{ messageId: "useId", output: "cache.get(`/patients/${patient.id}`)" }],
        },
      ],
    },
    {
      name: "a password, without patients",
      code: "fetch(`/login?user=${name}&password=${password}`)",
      settings: shop,
      errors: [{ messageId: "credential", line: 1, column: 39, endLine: 1, endColumn: 47 }],
    },
    {
      name: "a scheme that a server is asked by, and one that a text goes on with",
      code: "ws(`wss://a.example/live?secret=${secret}`); go(`/out?to=otpauth:&secret=${secret}`)",
      settings: shop,
      errors: [
        { messageId: "credential", line: 1, column: 35, endLine: 1, endColumn: 41 },
        { messageId: "credential", line: 1, column: 76, endLine: 1, endColumn: 82 },
      ],
    },
    {
      name: "a whole row",
      code: "fetch(`/visit?of=${JSON.stringify(patient)}`)",
      settings,
      errors: [
        {
          messageId: "record",
          data: { what: "patient", model: "Patient", sink: "a URL" },
          line: 1,
          column: 35,
          endLine: 1,
          endColumn: 42,
        },
      ],
    },
    {
      name: "a route",
      code: 'router.get("/patients/:email/visits/:id", handle)',
      settings,
      errors: [
        {
          messageId: "route",
          data: { what: "email", reason: "names an e-mail address on a patient model" },
          line: 1,
          column: 24,
          endLine: 1,
          endColumn: 29,
        },
      ],
    },
    {
      name: "a route, by the name of its parameter",
      code: 'app.get("/lookup/:ssn", handle)',
      settings,
      errors: [{ messageId: "route", line: 1, column: 19, endLine: 1, endColumn: 22 }],
    },
  ],
});
