const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
/** 1980-01-01 00:00, the first moment a zip file can hold. */
const FIRST_DATE = 0x0021;
const FIRST_TIME = 0;

/**
 * Sets the date of every entry of a zip file to the first one there is, in place: a workbook's bytes then depend on
 * its content alone, not on the moment of writing. Zip64 is never met: workbooks stay far below 4 GiB.
 */
export function fixZipDates(zip: Uint8Array): void {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  let end = zip.byteLength - 22;
  while (end >= 0 && view.getUint32(end, true) !== END_SIGNATURE) end -= 1;
  if (end < 0) throw new Error('no end record: not a zip file');
  const count = view.getUint16(end + 10, true);
  let entry = view.getUint32(end + 16, true);
  for (let k = 0; k < count; k++) {
    if (view.getUint32(entry, true) !== ENTRY_SIGNATURE) throw new Error('a zip entry is not where it should be');
    view.setUint16(entry + 12, FIRST_TIME, true);
    view.setUint16(entry + 14, FIRST_DATE, true);
    const local = view.getUint32(entry + 42, true);
    if (view.getUint32(local, true) !== LOCAL_SIGNATURE) throw new Error('a zip part is not where it should be');
    view.setUint16(local + 10, FIRST_TIME, true);
    view.setUint16(local + 12, FIRST_DATE, true);
    entry +=
      46 + view.getUint16(entry + 28, true) + view.getUint16(entry + 30, true) + view.getUint16(entry + 32, true);
  }
}
