import { UPLOAD_ERRORS } from './upload-errors.js';

/** Endings of what the readers read: cases, tables, policies. */
const ENDINGS = ['.csv', '.txt', '.tsv', '.parquet', '.xlsx', '.xls', '.ndjson', '.jsonl', '.yaml', '.yml', '.json'];
const LONGEST = 100;
/** Names that Windows keeps for devices, whatever their ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * The name under which an uploaded file lies: its last part alone, letters (of any script), digits and . _ - kept, all
 * else made _, never hidden, never a device.
 * @throws upload_kind
 */
export function safeFileName(given: string): string {
  const last = given.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const plain = last.replace(/[^\p{L}\p{N}._-]/gu, '_').replace(/^[._-]+/, '');
  const ending = ENDINGS.find((one) => plain.toLowerCase().endsWith(one) && plain.length > one.length);
  if (ending === undefined) throw UPLOAD_ERRORS.upload_kind({ file: plain, known: ENDINGS.join(' ') });
  const stem = [...plain.slice(0, -ending.length)].slice(0, LONGEST).join('');
  const name = `${stem}${ending}`;
  return DEVICE.test(name) ? `_${name}` : name;
}
