const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi;
/** How workbooks write control signs: _x000D_. */
const ESCAPED_SIGN = /_x([0-9a-f]{4})_/gi;
const TAG = /<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g;
const ATTRIBUTE = /(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const HIGHEST_SIGN = 0x10ffff;

/** XML's five entities and numbered signs; nothing else exists in a workbook, so nothing can expand. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(ENTITY, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const sign = decimal === undefined ? Number.parseInt(hexadecimal!, 16) : Number(decimal);
    return sign > HIGHEST_SIGN ? whole : String.fromCodePoint(sign);
  });
}

/** Text of a cell: entities, then the workbook's own escapes. */
export function cellTextOfXml(xml: string): string {
  const text = unescapeXml(xml);
  if (!text.includes('_x')) return text;
  return text.replace(ESCAPED_SIGN, (_, hexadecimal: string) => String.fromCharCode(Number.parseInt(hexadecimal, 16)));
}

export interface XmlTag {
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
  readonly attributes: Readonly<Record<string, string>>;
}

/** The tags of a small part, without prefixes; texts between them are not given. */
export function* xmlTags(xml: string): Generator<XmlTag> {
  for (const [, slash, name, list, empty] of xml.matchAll(TAG)) {
    const attributes: Record<string, string> = {};
    for (const [, key, double, single] of (list ?? '').matchAll(ATTRIBUTE)) {
      attributes[key!] = unescapeXml(double ?? single ?? '');
    }
    yield { name: name!, kind: slash === '/' ? 'close' : empty === '/' ? 'empty' : 'open', attributes };
  }
}

const PLAIN_TEXT = /<(?:[\w.-]+:)?t(?:\s[^>]*)?>([^<]*)<\/(?:[\w.-]+:)?t>/g;
const PHONETIC = /<(?:[\w.-]+:)?rPh\b[\s\S]*?<\/(?:[\w.-]+:)?rPh>/g;

/** The text of a string item: its runs joined, phonetic guides left out. */
export function textOfItem(xml: string): string {
  const plain = xml.includes('rPh') ? xml.replace(PHONETIC, '') : xml;
  let text = '';
  for (const [, run] of plain.matchAll(PLAIN_TEXT)) text += cellTextOfXml(run!);
  return text;
}
