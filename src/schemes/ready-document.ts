import { basename } from 'node:path';
import { schemeFolder } from './list-schemes.js';
import { cacheFile, readCachedScheme, writeCachedScheme } from './scheme-cache.js';
import type { SchemeDocument } from './scheme-document.js';
import { restoreDocument, STORED_DOCUMENT_VERSION, storeDocument } from './store/store-document.js';

/** Ending of stored documents in the cache folder. */
const STORED_FORM = `.document${STORED_DOCUMENT_VERSION}`;

/**
 * The document of a scheme, as loadScheme gives it, for a command that should start at once: from the cache folder when
 * the files are byte for byte those it was stored from, else read from them and stored, both without a word. For a few
 * cases: its lists answer where they lie, which costs more a question than sets do.
 * @param idOrFolder  name of a shipped scheme or path to a folder that holds scheme.yaml
 * @throws scheme_… as loadScheme, when the folder has to be read
 */
export async function readyDocument(idOrFolder: string): Promise<SchemeDocument> {
  const folder = schemeFolder(idOrFolder);
  const file = cacheFile(folder, STORED_FORM);
  const cached = readCachedScheme(file);
  if (cached !== undefined) {
    try {
      return restoreDocument(cached);
    } catch {
      // Stored by another version of the runtime, which this one cannot read: made anew.
    }
  }
  const { loadScheme } = await import('./load-scheme.js');
  const document = loadScheme(folder);
  const stored = storeDocument(document);
  if (stored !== undefined) writeCachedScheme(file, basename(folder), stored);
  return document;
}
