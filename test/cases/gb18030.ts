/** GB18030 bytes of a text, by turning round the decoder's own table: Node decodes the encoding but does not encode it. */
export function encodeGb18030(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code < 0x80) bytes.push(code);
    else bytes.push(...(twoByteTable().get(character) ?? fourBytes(code)));
  }
  return Uint8Array.from(bytes);
}

let table: Map<string, number[]> | undefined;

function twoByteTable(): Map<string, number[]> {
  if (table !== undefined) return table;
  table = new Map();
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if ([...character].length === 1 && character !== '\ufffd') table.set(character, [lead, trail]);
    }
  }
  return table;
}

/** Supplementary planes follow one linear rule; other four-byte characters are not needed here. */
function fourBytes(code: number): number[] {
  if (code < 0x10000) throw new Error(`no two-byte form: U+${code.toString(16)}`);
  let index = code - 0x10000 + 189_000;
  const bytes = [0, 0, 0, 0];
  for (const [place, size, first] of [
    [3, 10, 0x30],
    [2, 126, 0x81],
    [1, 10, 0x30],
  ] as const) {
    bytes[place] = first + (index % size);
    index = Math.floor(index / size);
  }
  bytes[0] = 0x81 + index;
  return bytes;
}
