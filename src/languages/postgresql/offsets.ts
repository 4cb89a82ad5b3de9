import { Buffer } from "node:buffer";

/** From an offset of libpg-query to one of JavaScript (UTF-16 code units). */
export type OffsetMap = (offset: number) => number;

/**
 * Maps UTF-8 byte offsets of `text` (what the parse tree counts in) to UTF-16 offsets. Pure ASCII, which nearly all
 * migrations are, costs nothing.
 */
export function byteOffsets(text: string): OffsetMap {
  const size = Buffer.byteLength(text);
  if (size === text.length) return (offset) => offset;
  const units = new Uint32Array(size + 1);
  let byte = 0;
  for (let unit = 0; unit < text.length; unit++) {
    const width = utf8Width(text, unit);
    units.fill(unit, byte, byte + width.bytes);
    byte += width.bytes;
    unit += width.units - 1;
  }
  units[size] = text.length;
  return (offset) => units[offset] ?? text.length;
}

/** The UTF-16 offset of the code point number `count` (what error cursors count in), from 0. */
export function codePointOffset(text: string, count: number): number {
  let unit = 0;
  for (let seen = 0; seen < count && unit < text.length; seen++) {
    unit += utf8Width(text, unit).units;
  }
  return unit;
}

/** A lone surrogate is written as U+FFFD, three bytes. */
function utf8Width(text: string, unit: number): { bytes: number; units: number } {
  const code = text.charCodeAt(unit);
  if (code < 0x80) return { bytes: 1, units: 1 };
  if (code < 0x800) return { bytes: 2, units: 1 };
  const isPair = (text.codePointAt(unit) ?? 0) > 0xffff;
  return isPair ? { bytes: 4, units: 2 } : { bytes: 3, units: 1 };
}
