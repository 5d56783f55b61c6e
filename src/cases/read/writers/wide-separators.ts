/** UTF-8 of ，；｜ (EF BC 8C, 9B; EF BD 9C) and 、 (E3 80 81): signs that Chinese texts put between codes. */
function isWideSeparator(bytes: Uint8Array, i: number): boolean {
  const [first, second, third] = [bytes[i], bytes[i + 1], bytes[i + 2]];
  if (first === 0xef)
    return (second === 0xbc && (third === 0x8c || third === 0x9b)) || (second === 0xbd && third === 0x9c);
  return first === 0xe3 && second === 0x80 && third === 0x81;
}

/** True where bytes[from … to) hold a full-width separator. */
export function hasWideSeparator(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to - 2; i++) {
    const byte = bytes[i]!;
    if ((byte === 0xef || byte === 0xe3) && isWideSeparator(bytes, i)) return true;
  }
  return false;
}

/** Copies bytes[from … to) with each full-width separator as one `separator`; answers the length. */
export function narrowSeparators(
  bytes: Uint8Array,
  from: number,
  to: number,
  target: Uint8Array,
  separator: number,
): number {
  let length = 0;
  for (let i = from; i < to; i++) {
    if (i < to - 2 && isWideSeparator(bytes, i)) {
      target[length++] = separator;
      i += 2;
    } else {
      target[length++] = bytes[i]!;
    }
  }
  return length;
}
