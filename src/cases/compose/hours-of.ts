const WHOLE = /^\d{1,5}$/;
/** 1/13/24, 1天13小时24分, 1d13h24m. */
const PARTS =
  /^(?:(\d{1,5})\s*(?:\/|天|日|d))?\s*(?:(\d{1,5})\s*(?:\/|小时|时|h))?\s*(?:(\d{1,5})\s*(?:分钟|分|min|m)?)?$/i;

/**
 * A time of days, hours and minutes, in one text or in three, as whole hours: completed hours count, so that a rule
 * from 96 hours on is not met by 95 hours and 59 minutes. "" for none; a text that is no such time comes back as it
 * is, for the row to be refused with it.
 *
 * @example hoursOf(['1/13/24']) is '37'; hoursOf(['4', '0', '']) is '96'; hoursOf(['3/23/59']) is '95'
 */
export function hoursOf(texts: readonly string[]): string {
  if (texts.every((text) => text === '' || text === '-' || text === '/' || text === '//')) return '';
  const parts = texts.length === 1 ? splitParts(texts[0]!) : texts.map((text) => (text === '-' ? '' : text));
  if (parts === undefined || !parts.every((part) => part === '' || WHOLE.test(part))) return texts.join('/');
  const [days = 0, hours = 0, minutes = 0] = parts.map(Number);
  return String(days * 24 + hours + Math.floor(minutes / 60));
}

function splitParts(text: string): string[] | undefined {
  if (text.includes('/')) {
    const parts = text.split('/').map((part) => part.trim());
    return parts.length === 3 ? parts : undefined;
  }
  if (/^\d+(?:\.0*)?$/.test(text)) return ['', text.replace(/\..*$/, ''), ''];
  const match = PARTS.exec(text);
  return match === null ? undefined : [match[1] ?? '', match[2] ?? '', match[3] ?? ''];
}
