import { createHash } from 'node:crypto';

/**
 * One self-describing buffer: header, directory, sections. Everything a compiled scheme needs lies in it, so that it
 * goes to a worker or to disk as it is.
 *
 *     0  magic ("DRGS")   4  version   8  bytes in all   12  number of sections
 *    16  SHA-256 of everything behind the header (32 bytes)
 *    48  directory: for each section 20 bytes of name (ASCII, 0 filled), type, first byte, elements
 *        sections, each at a multiple of 8
 */
const HEADER_BYTES = 48;
const ENTRY_BYTES = 32;
const NAME_BYTES = 20;

/** To be raised with every change of the sections or of what they mean: older cache files are then rebuilt. */
export const SCHEME_BUFFER_VERSION = 6;

/** What a buffer holds, told by its first bytes. */
export interface BufferForm {
  readonly magic: number;
  readonly version: number;
}

/** A compiled DRG scheme, or a stored document of one: "DRGS". */
const DRG_FORM: BufferForm = { magic: 0x53475244, version: SCHEME_BUFFER_VERSION };

type Section = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;
const SECTION_TYPES: readonly (new (buffer: SharedArrayBuffer, start: number, length: number) => Section)[] = [
  Uint8Array,
  Uint16Array,
  Uint32Array,
  Int32Array,
  Float64Array,
];

/** Lays sections out in one SharedArrayBuffer. Equal sections in equal order give equal bytes. */
export function packSections(sections: Readonly<Record<string, Section>>, form = DRG_FORM): SharedArrayBuffer {
  const entries = Object.entries(sections);
  let total = HEADER_BYTES + entries.length * ENTRY_BYTES;
  const starts = entries.map(([, section]) => {
    const start = total;
    total = start + Math.ceil(section.byteLength / 8) * 8;
    return start;
  });
  const buffer = new SharedArrayBuffer(total);
  const bytes = new Uint8Array(buffer);
  const words = new DataView(buffer);
  for (const [index, [name, section]] of entries.entries()) {
    if (name.length > NAME_BYTES) throw new RangeError(`section name too long: ${name}`);
    const entry = HEADER_BYTES + index * ENTRY_BYTES;
    for (let i = 0; i < name.length; i++) bytes[entry + i] = name.charCodeAt(i);
    const type = SECTION_TYPES.findIndex((SectionType) => section instanceof SectionType);
    words.setUint32(entry + NAME_BYTES, type, true);
    words.setUint32(entry + NAME_BYTES + 4, starts[index]!, true);
    words.setUint32(entry + NAME_BYTES + 8, section.length, true);
    bytes.set(new Uint8Array(section.buffer, section.byteOffset, section.byteLength), starts[index]!);
  }
  words.setUint32(0, form.magic, true);
  words.setUint32(4, form.version, true);
  words.setUint32(8, total, true);
  words.setUint32(12, entries.length, true);
  bytes.set(contentDigest(bytes), 16);
  return buffer;
}

/**
 * Whether the bytes are a whole compiled scheme of this form: magic, version, size and hash. For bytes from disk;
 * a buffer made in this process needs no check.
 */
export function isIntactBuffer(bytes: Uint8Array, form = DRG_FORM): boolean {
  if (bytes.byteLength < HEADER_BYTES) return false;
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (words.getUint32(0, true) !== form.magic || words.getUint32(4, true) !== form.version) return false;
  if (words.getUint32(8, true) !== bytes.byteLength) return false;
  return contentDigest(bytes).equals(bytes.slice(16, HEADER_BYTES));
}

type Sections = Readonly<Record<string, Section>>;

/** Sections opened so far in this thread: a server asks for them with every request. */
const OPENED = new WeakMap<SharedArrayBuffer, Sections>();

/** Views of all sections by name; nothing is copied, and a buffer that was opened before is not walked again. */
export function openSections(buffer: SharedArrayBuffer): Sections {
  const opened = OPENED.get(buffer) ?? walkSections(buffer);
  OPENED.set(buffer, opened);
  return opened;
}

function walkSections(buffer: SharedArrayBuffer): Sections {
  const bytes = new Uint8Array(buffer);
  const words = new DataView(buffer);
  const sections: Record<string, Section> = {};
  const count = words.getUint32(12, true);
  for (let index = 0; index < count; index++) {
    const entry = HEADER_BYTES + index * ENTRY_BYTES;
    let name = '';
    for (let i = 0; i < NAME_BYTES && bytes[entry + i] !== 0; i++) name += String.fromCharCode(bytes[entry + i]!);
    const SectionType = SECTION_TYPES[words.getUint32(entry + NAME_BYTES, true)]!;
    const start = words.getUint32(entry + NAME_BYTES + 4, true);
    sections[name] = new SectionType(buffer, start, words.getUint32(entry + NAME_BYTES + 8, true));
  }
  return sections;
}

/** Hashing takes no shared memory, hence the copy. */
function contentDigest(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes.slice(HEADER_BYTES)).digest();
}
