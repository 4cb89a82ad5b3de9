import { ENCRYPTED_FIELDS } from "./encryption-map.js";

declare function encrypt(plain: string): string;
declare function decrypt(cipher: string): string;

type Row = Record<string, unknown>;

function mapFields(model: string, row: Row, change: (value: string) => string): Row {
  const copy = { ...row };
  for (const field of ENCRYPTED_FIELDS[model] ?? []) {
    const value = copy[field];
    if (typeof value === "string") copy[field] = change(value);
  }
  return copy;
}

export function encryptFields<Args extends { data?: Row }>(model: string, args: Args): Args {
  return args.data ? { ...args, data: mapFields(model, args.data, encrypt) } : args;
}

export function decryptFields(model: string, result: unknown): unknown {
  if (Array.isArray(result)) return result.map((row) => decryptFields(model, row));
  return typeof result === "object" && result !== null
    ? mapFields(model, result as Row, decrypt)
    : result;
}
