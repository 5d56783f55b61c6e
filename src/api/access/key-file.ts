import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { todayText } from '../../kernel/day.js';
import { ACCESS_ERRORS } from './access-errors.js';

/** read: look at anything and compute answers that are kept nowhere; run: submit and cancel runs; upload: bring files. */
export const KEY_SCOPES = ['read', 'run', 'upload'] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/** A key as it is kept: its hash only, so that the file gives nobody access. */
const storedKey = z.strictObject({
  name: z.string().regex(/^[\p{L}\p{N}._-]{1,60}$/u),
  scopes: z.array(z.enum(KEY_SCOPES)).min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  created: z.string(),
});
export type StoredKey = z.infer<typeof storedKey>;
const keyFile = z.strictObject({ version: z.literal(1), keys: z.array(storedKey) });

const KEY_BYTES = 32;
const PRIVATE = 0o600;

/** The keys of a file; none where the file is absent. @throws keys_file_invalid */
export function readKeyFile(path: string): readonly StoredKey[] {
  if (!existsSync(path)) return [];
  try {
    return keyFile.parse(JSON.parse(readFileSync(path, 'utf8'))).keys;
  } catch (error) {
    const reason = error instanceof z.ZodError ? (error.issues[0]?.message ?? '') : (error as Error).name;
    throw ACCESS_ERRORS.keys_file_invalid({ file: path, reason }, { cause: error });
  }
}

/**
 * Makes a key of 256 random bits and adds its hash to the file, which only its owner may read. A hash without salt or
 * stretching is enough for that many bits: there is no list of likely keys to try.
 * @returns the key itself; it is nowhere else
 * @throws key_name_taken, key_name_invalid, keys_file_invalid
 */
export function addKey(path: string, name: string, scopes: readonly KeyScope[]): string {
  const keys = readKeyFile(path);
  if (!storedKey.shape.name.safeParse(name).success) throw ACCESS_ERRORS.key_name_invalid({ name });
  if (keys.some((key) => key.name === name)) throw ACCESS_ERRORS.key_name_taken({ name });
  const key = `drgdip_${randomBytes(KEY_BYTES).toString('base64url')}`;
  const stored: StoredKey = { name, scopes: [...scopes], sha256: hashOf(key).toString('hex'), created: todayText() };
  writeKeyFile(path, [...keys, stored]);
  return key;
}

/** @throws key_not_found, keys_file_invalid */
export function removeKey(path: string, name: string): void {
  const keys = readKeyFile(path);
  const kept = keys.filter((key) => key.name !== name);
  if (kept.length === keys.length) {
    throw ACCESS_ERRORS.key_not_found({ name, known: keys.map((key) => key.name).join(', ') || '—' });
  }
  writeKeyFile(path, kept);
}

/** Scopes written as `read,run`. @throws scope_unknown */
export function parseScopes(text: string): readonly KeyScope[] {
  const given = text.split(',').map((part) => part.trim());
  for (const scope of given) {
    if (!(KEY_SCOPES as readonly string[]).includes(scope)) {
      throw ACCESS_ERRORS.scope_unknown({ scope, known: KEY_SCOPES.join(', ') });
    }
  }
  return KEY_SCOPES.filter((scope) => given.includes(scope));
}

/** Finds keys. Every stored hash is compared, each in constant time: how long it takes tells nothing of any key. */
export class KeyRing {
  private readonly hashes: readonly Buffer[];

  constructor(private readonly keys: readonly StoredKey[]) {
    this.hashes = keys.map((key) => Buffer.from(key.sha256, 'hex'));
  }

  find(key: string): StoredKey | undefined {
    const hash = hashOf(key);
    let found: StoredKey | undefined;
    for (let index = 0; index < this.hashes.length; index++) {
      if (timingSafeEqual(hash, this.hashes[index]!)) found = this.keys[index];
    }
    return found;
  }
}

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key, 'utf8').digest();
}

function writeKeyFile(path: string, keys: readonly StoredKey[]): void {
  const aside = `${path}.partial`;
  writeFileSync(aside, `${JSON.stringify({ version: 1, keys }, null, 2)}\n`, { mode: PRIVATE });
  chmodSync(aside, PRIVATE);
  renameSync(aside, path);
}
