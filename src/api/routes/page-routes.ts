import { gzipSync } from 'node:zlib';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { sha256 } from '../../kernel/hash.js';
import { PAGE_STYLE } from '../../report/html/page-style.js';
import { engineVersion } from '../../run/engine-version.js';
import type { App } from '../app-type.js';
import { routeText } from '../route-texts.js';
import { pageScript } from '../web-page.js';
import { WEB_STYLE } from '../web-style.js';
import { isKnown } from './tables-route.js';

/** The page asks this server and nobody else; charts and tables set styles of their own. */
const OWN_PARTS =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const page = (version: string): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="data:,">
<title>drgdip</title>
<link rel="stylesheet" href="/web/page.css">
</head>
<body data-version="${version}">
<a class="skip" href="#main">跳到正文</a>
<header id="bar" class="bar"></header>
<div class="frame"><nav id="rail" class="rail"></nav><main id="main"></main></div>
<noscript><p class="noscript">本页需要 JavaScript；接口清单见 <a href="/about">/about</a>。 This page needs JavaScript; the routes are listed at <a href="/about">/about</a>.</p></noscript>
<script src="/web/page.js" defer></script>
</body>
</html>
`;

const kept = new Map<string, Buffer>();

/** Packed once: the script is some hundred kilobytes. */
function packed(text: string): Buffer {
  const known = kept.get(text) ?? gzipSync(text, { level: 9 });
  kept.set(text, known);
  return known;
}

/** The page at `/` with its script and style: three files, nothing from elsewhere. */
export function pageRoutes(app: App): void {
  const html = page(engineVersion());
  const forms = {
    'text/html': async () => html,
    'text/javascript': pageScript,
    'text/css': async () => `${PAGE_STYLE}\n${WEB_STYLE}`,
  };
  const add = (path: '/' | '/web/page.js' | '/web/page.css', form: keyof typeof forms): void => {
    const response = {
      200: { description: 'a file of the page', content: { [form]: { schema: z.string() } } },
      304: z.null().describe('the client has it already'),
    };
    app.get(path, { schema: { ...routeText(`GET ${path}`), response } }, async (request, reply) => {
      const text = await forms[form]();
      const isPacked = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
      const tag = `"${sha256(text).slice(0, 16)}${isPacked ? '-gzip' : ''}"`;
      // With 304 too: its headers take the place of those that a browser has kept.
      void reply.header('vary', 'accept-encoding').header('content-security-policy', OWN_PARTS);
      if (isKnown(request, reply, tag)) return await reply.code(304).send(null);
      const file: FastifyReply = reply;
      if (isPacked) void file.header('content-encoding', 'gzip');
      return await file
        .type(`${form}; charset=utf-8`)
        .serializer((sent: unknown) => sent as string)
        .send(isPacked ? packed(text) : text);
    });
  };
  add('/', 'text/html');
  add('/web/page.js', 'text/javascript');
  add('/web/page.css', 'text/css');
}
