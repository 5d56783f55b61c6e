#!/usr/bin/env bash
# xml2js: a whole total of ten million yuan or more, as Java writes it, is a number from 1 to 9.
#
# Guess: parseNumbers reads what JavaScript reads as a number, or leaves the text.
# Seen:  it asks JavaScript whether the text is a number, and reads whole ones by parseInt, which stops at the dot:
#        1.2345678E7, what Double.toString makes of 12,345,678, is 1, and 2.5E7 is 2. A total with fen, 1.23456789E7, is
#        right, and so are all below ten million, which Java writes without E: a list passes its tests until a hospital's
#        year is large and whole. fast-xml-parser has 12,345,678, but 0012 is 12 in both.
# drgdip: reads a cost from its text, exponent included, to the fen: 1.2E7 is 12,000,000.00.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages xml2js@0.6.2 fast-xml-parser@5.12.1

seen="$(node --input-type=module <<'JS'
import { XMLParser } from 'fast-xml-parser';
import xml2js from 'xml2js';

const options = { explicitArray: false, valueProcessors: [xml2js.processors.parseNumbers] };
for (const total of ['9999999.0', '1.0E7', '1.2345678E7', '2.5E7', '1.23456789E7', '0012']) {
  const xml = `<list><total>${total}</total></list>`;
  const { list } = await xml2js.parseStringPromise(xml, options);
  console.log(total.padEnd(13), 'xml2js', String(list.total).padEnd(11), 'fast-xml-parser', new XMLParser().parse(xml).list.total);
}
JS
)"
expect "$(cat <<'TEXT'
9999999.0     xml2js 9999999     fast-xml-parser 9999999
1.0E7         xml2js 1           fast-xml-parser 10000000
1.2345678E7   xml2js 1           fast-xml-parser 12345678
2.5E7         xml2js 2           fast-xml-parser 25000000
1.23456789E7  xml2js 12345678.9  fast-xml-parser 12345678.9
0012          xml2js 12          fast-xml-parser 12
TEXT
)" "$seen"
