import type { Text } from '../../kernel/errors.js';
import { WORDS } from './words.js';

/** A failure as the reader is told it: what the server said, or that it did not answer. */
export class AskFailure extends Error {
  constructor(
    readonly text: Text,
    readonly code: string,
    readonly status: number,
  ) {
    super(text.en);
  }
}

const KEPT_KEY = 'drgdip key';

/** The key that requests carry, kept while this window is open; '' for none. */
export const keyInUse = (): string => sessionStorage.getItem(KEPT_KEY) ?? '';

export function useKey(key: string): void {
  sessionStorage.setItem(KEPT_KEY, key);
}

/** Asks this page's own server. @throws AskFailure, with the server's words in both languages */
export async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  let answer: Response;
  const key = keyInUse();
  const headers =
    key === '' ? init.headers : { ...(init.headers as Record<string, string>), authorization: `Bearer ${key}` };
  try {
    answer = await fetch(path, headers === undefined ? init : { ...init, headers });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new AskFailure(WORDS.noConnection, 'no_connection', 0);
  }
  if (answer.ok) return answer;
  throw await failureOf(answer);
}

export async function askJson<Answer>(path: string, body?: unknown, signal?: AbortSignal): Promise<Answer> {
  const init: RequestInit =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await ask(path, signal === undefined ? init : { ...init, signal });
  return (await answer.json()) as Answer;
}

const kept = new Map<string, Promise<unknown>>();

/**
 * What stays the same while the server runs (a finished run, what is shipped), asked once: a change of language, theme
 * or unit needs no server then. A failure is not kept.
 * @throws AskFailure
 */
export function askKept<Answer>(path: string): Promise<Answer> {
  const known = (kept.get(path) as Promise<Answer> | undefined) ?? askJson<Answer>(path);
  kept.set(path, known);
  known.catch(() => kept.delete(path));
  return known;
}

const last = new Map<string, unknown>();

/** What may have changed meanwhile; where the server does not answer, what it said the last time. @throws AskFailure */
export async function askLast<Answer>(path: string): Promise<Answer> {
  try {
    const answer = await askJson<Answer>(path);
    last.set(path, answer);
    return answer;
  } catch (error) {
    const known = last.get(path) as Answer | undefined;
    if (known !== undefined && isLost(error)) return known;
    throw error;
  }
}

/** Did the server not answer at all? */
export const isLost = (error: unknown): boolean => error instanceof AskFailure && error.status === 0;

/** Is what a link names no longer there? */
export const isGone = (error: unknown): boolean => error instanceof AskFailure && error.code === 'run_not_found';

/** What to show for any failure; what is not the server's is told in its own words. */
export function failureText(error: unknown): Text {
  if (error instanceof AskFailure) return error.text;
  const message = error instanceof Error ? error.message : String(error);
  return { zh: `${WORDS.unexpected.zh}（${message}）`, en: `${WORDS.unexpected.en} (${message})` };
}

async function failureOf(answer: Response): Promise<AskFailure> {
  try {
    const { zh, en, code } = (await answer.json()) as { zh?: string; en?: string; code?: string };
    if (zh !== undefined && en !== undefined) return new AskFailure({ zh, en }, code ?? '', answer.status);
  } catch {
    // No JSON: told by its status below.
  }
  const told = (text: string): string => text.replace('{status}', String(answer.status));
  return new AskFailure({ zh: told(WORDS.refused.zh), en: told(WORDS.refused.en) }, '', answer.status);
}
