import { readAnnotations } from "../encryption/annotations.ts";
import type { Classification, ClassifyOptions, FieldFacts, ModelContext } from "./types.ts";

/** What the author says of the field: doc comments first, since they stand next to it, then settings. */
export function overrideOf(
  field: FieldFacts,
  model: ModelContext,
  options: ClassifyOptions,
): Classification | null {
  const fromComment = annotationOf(field.documentation);
  if (fromComment !== null) return fromComment;
  const path = `${model.name}.${field.name}`;
  if (matchesAny(path, options.exclude)) return notPhi("is excluded by the settings");
  if (matchesAny(path, options.include)) return phi("is included by the settings");
  return null;
}

function annotationOf(documentation: string | null): Classification | null {
  // `/// The ward. @phi`: an annotation may follow a sentence.
  const separated = documentation?.replaceAll(/(?<=[.;!?])[ \t]+(?=@)/gu, "\n") ?? null;
  const { notPhi: harmless, phi: isPhi } = readAnnotations(separated);
  if (harmless) {
    return notPhi(
      harmless.reason === "" ? "is marked @not-phi" : `is marked @not-phi: ${harmless.reason}`,
    );
  }
  return isPhi ? phi("is marked @phi") : null;
}

function notPhi(reason: string): Classification {
  return { label: "none", class: null, confidence: 1, reason };
}

/** The author knows that the field is PHI, not of which kind: the classifier fills in the class where it can. */
function phi(reason: string): Classification {
  return { label: "phi", class: "identifier", confidence: 1, reason };
}

function matchesAny(path: string, patterns: readonly string[] | undefined): boolean {
  return patterns?.some((pattern) => matchesPattern(path, pattern)) ?? false;
}

/**
 * Whether a name or a `Model.field` path matches a pattern: a plain name, a glob in which `*` stands for any run of
 * characters, or a regular expression between slashes. A regular expression that does not compile matches nothing.
 */
function matchesPattern(text: string, pattern: string): boolean {
  const source = /^\/(.+)\/([a-z]*)$/s.exec(pattern);
  if (source !== null) return compile(source[1] ?? "", source[2] ?? "")?.test(text) ?? false;
  const parts = pattern.split("*");
  if (parts.length === 1) return text === pattern;
  return matchesGlob(text, parts);
}

/** Linear, unlike a regular expression made of many `.*`. */
function matchesGlob(text: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last))
    return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return at <= text.length - last.length;
}

function compile(source: string, flags: string): RegExp | null {
  try {
    return new RegExp(source, flags.replace(/[gy]/g, ""));
  } catch {
    return null;
  }
}
