/** Full-width signs of an input method (０–９, ．, －, ／, ：, ，): FF01–FF5E are ASCII moved by this. */
const SHIFT = 0xfee0;
const WIDE = /[\uff01-\uff5e]/g;
const FIRST_BYTE = 0xef;

/** Whether a cell may hold full-width signs: their first byte in UTF-8 is looked for. */
export function mayBeWide(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i] === FIRST_BYTE) return true;
  return false;
}

/** ６８ → 68. Other signs stay. */
export function narrowText(text: string): string {
  return text.replace(WIDE, (sign) => String.fromCharCode(sign.charCodeAt(0) - SHIFT));
}
