#!/usr/bin/env bash
# Node: TextDecoder('gbk') and TextDecoder('gb18030') do not read the same bytes alike.
#
# Guess: the encoding standard gives both labels one decoder, and fatal: true refuses bytes that mean nothing.
# Seen:  under 'gbk' the given name 䶮 (FE 9F) and the euro sign (A2 E3) become private-use signs that print as boxes,
#        and the byte FF is taken for U+F8F5 although fatal is set; 'gb18030' reads the first two and refuses the third.
#        iconv-lite reads the sign under both names. Python's gbk refuses all three. So a name read by one program is
#        not the same text in the other, and a broken file passes as GBK.
# drgdip: always decodes as 'gb18030', strictly; GBK and GB2312 files are part of it.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages iconv-lite@0.7.3

seen="$(node --input-type=module <<'JS'
import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';

const points = (text) => [...text].map((sign) => `U+${sign.codePointAt(0).toString(16).toUpperCase()}`).join(' ');
const decoded = (label, bytes) => {
  try {
    return points(new TextDecoder(label, { fatal: true }).decode(bytes));
  } catch {
    return 'refused';
  }
};
console.log('iconv-lite', JSON.parse(readFileSync('node_modules/iconv-lite/package.json', 'utf8')).version);
for (const hex of ['fe9f', 'a2e3', 'ff', 'd2bd']) {
  const bytes = Buffer.from(hex, 'hex');
  const cells = ['gbk', 'gb18030'].map((label) => `Node ${label} ${decoded(label, bytes)}, iconv-lite ${points(iconv.decode(bytes, label))}`);
  console.log(`${hex}: ${cells.join('; ')}`);
}
JS
)
$(python3 - <<'PY'
for hex in ("fe9f", "a2e3", "ff", "d2bd"):
    read = []
    for label in ("gbk", "gb18030"):
        try:
            read.append(f"{label} U+{ord(bytes.fromhex(hex).decode(label)):X}")
        except UnicodeDecodeError:
            read.append(f"{label} refused")
    print(f"{hex}: Python {', '.join(read)}")
PY
)"
printf 'Node %s, ICU %s, %s\n' "$(node -p process.version)" "$(node -p process.versions.icu)" "$(python3 -V)"
expect 'iconv-lite 0.7.3
fe9f: Node gbk U+E863, iconv-lite U+4DAE; Node gb18030 U+4DAE, iconv-lite U+4DAE
a2e3: Node gbk U+E76C, iconv-lite U+20AC; Node gb18030 U+20AC, iconv-lite U+20AC
ff: Node gbk U+F8F5, iconv-lite U+FFFD; Node gb18030 refused, iconv-lite U+FFFD
d2bd: Node gbk U+533B, iconv-lite U+533B; Node gb18030 U+533B, iconv-lite U+533B
fe9f: Python gbk refused, gb18030 U+4DAE
a2e3: Python gbk refused, gb18030 U+20AC
ff: Python gbk refused, gb18030 refused
d2bd: Python gbk U+533B, gb18030 U+533B' "$seen"
