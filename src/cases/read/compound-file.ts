/** Places of the header of a compound file (MS-CFB 2.2), and of an entry of its directory (2.6). */
const SECTOR_SHIFT = 30;
const FIRST_DIRECTORY_SECTOR = 48;
const FIRST_TABLE_SECTOR = 76;
const HEADER = 512;
/** Table sectors that the header itself lists; those of files above 6 MB stand elsewhere and are not followed. */
const TABLES_IN_HEADER = 109;
const HIGHEST_SECTOR = 0xffff_fffa;
const ENTRY = 128;
const ENTRY_START = 116;

/**
 * Whether a compound file (.xls) ends before the sectors of its directory or of one of its streams: a download or copy
 * that stopped. Readers of the format take what is left, or fail with their own inner errors.
 */
export function isCompoundFileCut(bytes: Buffer): boolean {
  if (bytes.length < HEADER) return true;
  const sector = 2 ** bytes.readUInt16LE(SECTOR_SHIFT);
  if (sector !== 512 && sector !== 4096) return false;
  const sectors = Math.ceil((bytes.length - sector) / sector);
  const perTable = sector / 4;

  /** The sector after this one; undefined where the tables in the file do not say. */
  const next = (number: number): number | undefined => {
    const index = Math.floor(number / perTable);
    if (index >= TABLES_IN_HEADER) return undefined;
    const table = bytes.readUInt32LE(FIRST_TABLE_SECTOR + 4 * index);
    const at = (table + 1) * sector + (number % perTable) * 4;
    return table > HIGHEST_SECTOR || at + 4 > bytes.length ? undefined : bytes.readUInt32LE(at);
  };
  /** The sectors of a chain within the file, and whether it leads out of it. A ring ends by its length. */
  const follow = (first: number): { within: number[]; isCut: boolean } => {
    const within: number[] = [];
    let at: number | undefined = first;
    while (at !== undefined && at <= HIGHEST_SECTOR && within.length <= sectors) {
      if (at >= sectors) return { within, isCut: true };
      within.push(at);
      at = next(at);
    }
    return { within, isCut: false };
  };

  if (bytes.readUInt32LE(FIRST_TABLE_SECTOR) >= sectors) return true;
  const directory = follow(bytes.readUInt32LE(FIRST_DIRECTORY_SECTOR));
  if (directory.isCut) return true;
  for (const number of directory.within) {
    const start = (number + 1) * sector;
    for (let at = start; at + ENTRY <= Math.min(start + sector, bytes.length); at += ENTRY) {
      const kind = bytes[at + 66];
      const size = bytes.readUInt32LE(at + ENTRY_START + 4);
      // Small streams lie inside the stream of the root entry, which is followed itself.
      const isOfSectors = (kind === 2 && size >= 4096) || (kind === 5 && size > 0);
      if (isOfSectors && follow(bytes.readUInt32LE(at + ENTRY_START)).isCut) return true;
    }
  }
  return false;
}
