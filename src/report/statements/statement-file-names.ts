import { sha256 } from '../../kernel/hash.js';

/** Letters, digits, Han characters, hyphen and underscore; the first is no hyphen, which programs take for an option. */
const PLAIN = /^[A-Za-z0-9_\p{Script=Han}][A-Za-z0-9_\p{Script=Han}-]*$/u;
/** Names that Windows keeps for devices. */
const RESERVED = /^(con|prn|aux|nul|index|com\d|lpt\d)$/i;
/** Of an id in a name, in characters: a Han character takes three bytes, and a name may have 255. */
const LONGEST = 48;
const HASH_DIGITS = 12;

/**
 * A file name without ending for each hospital id, safe on every file system: the id itself where it is short and
 * plain, else what is plain of it, `~`, and the beginning of its SHA-256. An id never leads out of a folder, never
 * names a device, and two ids never share a name, not even where case does not count.
 */
export function statementFileNames(ids: readonly string[]): Map<string, string> {
  const sameButCase = new Map<string, number>();
  for (const id of ids) sameButCase.set(id.toLowerCase(), (sameButCase.get(id.toLowerCase()) ?? 0) + 1);
  return new Map(ids.map((id) => [id, sameButCase.get(id.toLowerCase())! > 1 ? hashedName(id) : fileName(id)]));
}

function fileName(id: string): string {
  const isPlain = PLAIN.test(id) && [...id].length <= LONGEST && !RESERVED.test(id) && id === id.normalize('NFC');
  return isPlain ? id : hashedName(id);
}

function hashedName(id: string): string {
  const plain = [...id.normalize('NFC')].map((sign) => (PLAIN.test(sign) ? sign : '_')).slice(0, LONGEST);
  return `${plain.join('')}~${sha256(id).slice(0, HASH_DIGITS)}`;
}
