import type { Language } from '../../kernel/errors.js';
import { say } from './words.js';

/**
 * What the page says of a file that is dropped: a page opened from another machine sends it to that machine, and must
 * not say that nothing leaves this one.
 */
export function whereFilesGo(
  { hostname, host }: { readonly hostname: string; readonly host: string },
  language: Language,
): string {
  const here = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
  return here ? say('stays', language) : say('staysAtServer', language, { server: host });
}
