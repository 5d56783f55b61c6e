#!/usr/bin/env bash
# ECharts: on an axis of categories the number 1 is the second category, the text '1' the first one that is called so.
#
# Guess: [1, 10] and ['1', 10] both stand over the category '1'; 3 with categories '1', '2', '3' is the last.
# Seen:  a number is a place counted from 0. Hospital levels 1 to 3 given as numbers stand one to the right, and the bar of
#        level 3 is outside the chart: no error, two bars of three.
# drgdip: gives one value for each category in their order; where a pair begins with a number it is the place that is meant.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages echarts@6.1.0

seen="$(node --input-type=module <<'JS'
import * as echarts from 'echarts';

for (const data of [[['1', 10], ['2', 20], ['3', 30]], [[1, 10], [2, 20], [3, 30]]]) {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 300, height: 200 });
  chart.setOption({
    animation: false,
    grid: { left: 0, right: 0, top: 0, bottom: 0, outerBoundsMode: 'none' },
    xAxis: { type: 'category', data: ['1', '2', '3'], show: false },
    yAxis: { show: false, max: 30 },
    series: [{ type: 'bar', data, itemStyle: { color: '#123456' } }],
  });
  const bars = [...chart.renderToSVGString().matchAll(/<path d="M([\d.]+) [^"]*"[^>]*fill="#123456"/g)];
  const places = bars.map(([, left]) => `category ${['1', '2', '3'][Math.floor(Number(left) / 100)] ?? 'outside'}`);
  console.log(JSON.stringify(data), places.join(', '));
  chart.dispose();
}
JS
)"
expect '[["1",10],["2",20],["3",30]] category 1, category 2, category 3
[[1,10],[2,20],[3,30]] category 2, category 3' "$seen"
