#!/usr/bin/env bash
# ECharts: two hospitals of one name are drawn on top of each other, and quoted font names break the SVG.
#
# Guess: four rows are four bars; an SVG from the server is XML.
# Seen:  with names in the data (dataset or [name, value] pairs) the category axis keeps each name once: four hospitals
#        give three places, and the second of the two 人民医院 hides the first, whatever it lost. Given as the axis' own
#        data they stay four. A font family with double quotes, as CSS wants for names with spaces, is put into a
#        double-quoted attribute as it is, and the file is no XML for any strict reader.
# drgdip: axis data is a list with one entry for each row, series are plain lists in the same order; font names stand in
#         single quotes, and a test parses the SVG.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages echarts@6.1.0

seen="$(node --input-type=module <<'JS'
import { writeFileSync } from 'node:fs';
import * as echarts from 'echarts';

const hospitals = [['中医院', 4], ['人民医院', 1], ['人民医院', 3], ['妇幼院', 2]];
const names = hospitals.map(([name]) => name);
const draw = (option) => {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 600, height: 300 });
  chart.setOption({ animation: false, yAxis: {}, ...option });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
};
const shown = (svg) => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map((match) => match[1]).filter((text) => names.includes(text));
console.log('echarts', echarts.version);
console.log('pairs:    ', shown(draw({ xAxis: { type: 'category' }, series: [{ type: 'bar', data: hospitals }] })).join(' '));
console.log('dataset:  ', shown(draw({ dataset: { source: [['name', 'loss'], ...hospitals] }, xAxis: { type: 'category' }, series: [{ type: 'bar' }] })).join(' '));
const option = { xAxis: { type: 'category', data: names }, series: [{ type: 'bar', data: hospitals.map(([, loss]) => loss) }] };
console.log('axis data:', shown(draw(option)).join(' '));
for (const [name, quote] of [['single', "'"], ['double', '"']]) {
  writeFileSync(`${name}.svg`, draw({ ...option, textStyle: { fontFamily: `${quote}Noto Sans CJK SC${quote}, sans-serif` } }));
}
JS
)
$(python3 - <<'PY'
import xml.etree.ElementTree as tree
for name in ("single", "double"):
    try:
        tree.parse(f"{name}.svg")
        print(f"font name in {name} quotes: XML")
    except tree.ParseError as error:
        print(f"font name in {name} quotes: {str(error).split(':')[0]}")
PY
)"
expect 'echarts 6.1.0
pairs:     中医院 人民医院 妇幼院
dataset:   中医院 人民医院 妇幼院
axis data: 中医院 人民医院 人民医院 妇幼院
font name in single quotes: XML
font name in double quotes: not well-formed (invalid token)' "$seen"
