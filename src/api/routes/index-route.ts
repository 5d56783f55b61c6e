import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { engineVersion } from '../../run/engine-version.js';
import type { App } from '../app-type.js';
import { ROUTE_TEXTS, routeText } from '../route-texts.js';

const STYLE =
  'body{font:16px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1f2328}' +
  'table{border-collapse:collapse}td{padding:.3rem 1.2rem .3rem 0;vertical-align:top}code{font-size:.9em}small{color:#59636e}';

const PAGE = { 200: { description: 'a page to read', content: { 'text/html': { schema: z.string() } } } };

/** The page at `/`: what there is, in both languages. It loads nothing and runs nothing. */
export function indexRoute(app: App): void {
  const page = indexPage(engineVersion());
  app.get('/', { schema: { ...routeText('GET /'), response: PAGE } }, async (_, reply) => {
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
<table>
${rows.join('\n')}
</table>
</body>
</html>
`;
}
