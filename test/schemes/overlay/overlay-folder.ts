import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadScheme } from '../../../src/schemes/load-scheme.js';
import { tinyFolder } from '../tiny-folder.js';

/** An overlay over the tiny scheme, beside it: scheme.yaml with the base's hash, and these files. */
export function overlayFolder(files: Readonly<Record<string, string>>, header = ''): string {
  const base = tinyFolder();
  const folder = join(dirname(base), 'local');
  const all = {
    'scheme.yaml': `format: drgdip-scheme/1
id: local
method: drg
base: ../tiny
base_hash: ${loadScheme(base).hash}
title: {zh: 本地, en: Local}
provenance: {issuer: nobody, document: none, trust: invented for tests, sources: [this test]}
${header}`,
    ...files,
  };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}
