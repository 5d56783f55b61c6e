import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { engineVersion } from '../../run/engine-version.js';
import type { App } from '../app-type.js';
import { ROUTE_TEXTS, routeText } from '../route-texts.js';

const STYLE =
  'body{font:16px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1f2328}' +
  'table{border-collapse:collapse}td{padding:.3rem 1.2rem .3rem 0;vertical-align:top}code{font-size:.9em}small{color:#59636e}';

const PAGE = { 200: { description: 'a page to read', content: { 'text/html': { schema: z.string() } } } };

const DEMO = '/v1/runs/demo';
/** What to look at first. */
const DEMO_LINKS = [
  [`${DEMO}/report.html`, '报告', 'report'],
  [DEMO, '任务', 'the run'],
  [
    `${DEMO}/tables/hospitals.csv?bom=utf8&amp;labels=name&amp;lang=zh`,
    '各医院（CSV，Excel 可直接打开）',
    'hospitals (CSV)',
  ],
  [`${DEMO}/workbook.xlsx`, '结果工作簿', 'the result as a workbook'],
  [`${DEMO}/workbook.xlsx?live=1&amp;lang=zh`, '会向本服务取数的工作簿', 'a workbook whose formulas ask this server'],
  ['/v1/template.xlsx?policy=demo-region&amp;run=demo&amp;lang=zh', '病例填报模板', 'template for cases'],
  ['/v1/parameters?policy=demo-region', '政策参数', 'parameters of the policy'],
] as const;

/** The page at `/about`: what there is, in both languages. It loads nothing and runs nothing. */
export function indexRoute(app: App): void {
  const page = indexPage(engineVersion());
  app.get('/about', { schema: { ...routeText('GET /about'), response: PAGE } }, async (_, reply) => {
    const html: FastifyReply = reply;
    await html
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .type('text/html; charset=utf-8')
      .serializer(String)
      .send(page);
  });
}

function indexPage(version: string): string {
  const rows = Object.entries(ROUTE_TEXTS).map(([route, { zh, en }]) => {
    const [method = '', path = ''] = route.split(' ');
    const isOpened = method === 'GET' && !path.includes('{');
    const shown = isOpened ? `<a href="${path}">${path}</a>` : path;
    return `<tr><td><code>${method} ${shown}</code></td><td>${zh}<br><small>${en}</small></td></tr>`;
  });
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>drgdip</title><style>${STYLE}</style></head>
<body>
<h1>drgdip ${version}</h1>
<p>DRG/DIP 分组、定价、清算与改革模拟接口，仅供本机使用。测算结果，不作为清算依据。<br>
<small>Grouping, pricing, clearing and reform simulation for DRG/DIP, for this machine only. Estimates, not settlements.</small></p>
<h2>演示 demo</h2>
<p>启动后在后台生成模拟地区；<a href="/ready">/ready</a> 的 demo 为 done 时可用。<br>
<small>A synthetic region is made in the background after the start; it is there once demo is done in <a href="/ready">/ready</a>.</small></p>
<ul>
${DEMO_LINKS.map(([path, zh, en]) => `<li><a href="${path}">${zh} <small>${en}</small></a></li>`).join('\n')}
</ul>
<h2>接口 routes</h2>
<table>
${rows.join('\n')}
</table>
</body>
</html>
`;
}
