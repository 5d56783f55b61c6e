import type { FastifyRequest, RouteOptions } from 'fastify';
import type { EngineError } from '../../kernel/errors.js';
import type { App } from '../app-type.js';
import { ROUTE_SCOPES } from '../route-texts.js';
import { ACCESS_ERRORS } from './access-errors.js';
import type { KeyRing, KeyScope } from './key-file.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a key must allow; `open` is for everyone. */
    scope?: KeyScope | 'open';
  }
  interface FastifyRequest {
    /** Name of the key that came with the request. */
    keyName: string | undefined;
    refusal: EngineError | undefined;
  }
}

/**
 * Looks at the key of every request. Without a ring there are no keys and everyone may ask. A wrong key is refused only
 * after the rate limit has counted the request, and before a byte of its body is read: guessing is slowed like all else.
 */
export function guardRoutes(app: App, keys: KeyRing | undefined): void {
  app.decorateRequest('keyName', undefined);
  app.decorateRequest('refusal', undefined);
  app.addHook('onRoute', nameScope);
  if (keys === undefined) return;
  app.addHook('onRequest', async (request) => {
    const scope = request.routeOptions.config.scope ?? 'read';
    if (scope !== 'open') request.refusal = refusalOf(request, keys, scope);
  });
  app.addHook('preParsing', async (request) => {
    if (request.refusal !== undefined) throw request.refusal;
  });
}

/** A route without a scope cannot be added: forgetting one would open it. */
function nameScope(route: RouteOptions): void {
  if (route.config?.scope !== undefined) return;
  const method = String(route.method) === 'HEAD' ? 'GET' : String(route.method);
  const name = `${method} ${route.url.replace(/:(\w+)/g, '{$1}')}`;
  const scope = (ROUTE_SCOPES as Readonly<Record<string, KeyScope | 'open'>>)[name];
  if (scope === undefined) throw new Error(`the route ${name} names no scope`);
  route.config = { ...route.config, scope };
}

function refusalOf(request: FastifyRequest, keys: KeyRing, scope: KeyScope): EngineError | undefined {
  const inHeader = headerKey(request);
  const inAddress = inHeader === undefined ? addressKey(request) : undefined;
  const given = inHeader ?? inAddress;
  if (given === undefined) return ACCESS_ERRORS.key_missing();
  const key = keys.find(given);
  if (key === undefined) return ACCESS_ERRORS.key_unknown();
  request.keyName = key.name;
  const scopes = key.scopes.join(', ');
  // Addresses are kept in histories, logs of proxies and workbooks.
  if (inAddress !== undefined && scopes !== 'read') return ACCESS_ERRORS.key_in_address({ name: key.name, scopes });
  if (!key.scopes.includes(scope)) return ACCESS_ERRORS.key_scope({ name: key.name, scope, scopes });
  return undefined;
}

function headerKey({ headers }: FastifyRequest): string | undefined {
  const bearer = /^Bearer\s+(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1];
  const own = headers['x-api-key'];
  return bearer ?? (typeof own === 'string' && own !== '' ? own : undefined);
}

function addressKey({ query }: FastifyRequest): string | undefined {
  const { key } = (query ?? {}) as { readonly key?: unknown };
  return typeof key === 'string' && key !== '' ? key : undefined;
}
