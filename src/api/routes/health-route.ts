import { z } from 'zod';
import { engineVersion } from '../../run/engine-version.js';
import type { App } from '../app-type.js';
import { routeText } from '../route-texts.js';

export function healthRoute(app: App): void {
  const version = engineVersion();
  const response = { 200: z.object({ status: z.literal('ok'), version: z.string() }) };
  app.get('/health', { schema: { ...routeText('GET /health'), response } }, () => ({ status: 'ok' as const, version }));
}
