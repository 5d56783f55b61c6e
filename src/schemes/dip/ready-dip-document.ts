import { basename } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { openSections, packSections } from '../compile/scheme-buffer.js';
import { schemeFolder } from '../list-schemes.js';
import { readCachedScheme, writeCachedScheme } from '../scheme-cache.js';
import { dipCacheFile } from './compile/dip-cache.js';
import type { DipDocument } from './dip-document.js';

/** To be raised with every change of DipDocument or of its loader: older files are then made anew. */
const STORED_DIP_VERSION = 1;

/**
 * The document of a catalogue, as loadDip gives it, for a command that should start at once: from the cache folder when
 * the files are byte for byte those it was stored from, else read from them and stored, both without a word.
 * @param idOrFolder  name of a shipped scheme or path to a folder that holds scheme.yaml
 * @throws scheme_… and dip_… as loadDip, when the folder has to be read
 */
export async function readyDipDocument(idOrFolder: string): Promise<DipDocument> {
  const folder = schemeFolder(idOrFolder);
  const file = `${dipCacheFile(folder)}document${STORED_DIP_VERSION}`;
  const cached = readCachedScheme(file);
  if (cached !== undefined) {
    try {
      return deserialize(copied(openSections(cached).tree!)) as DipDocument;
    } catch {
      // Stored by another version of the runtime, which this one cannot read: made anew.
    }
  }
  // Loaded only where the files have to be read: one explained case should not wait for the reader of catalogues.
  const { loadDip } = await import('./load-dip.js');
  const document = loadDip(folder);
  writeCachedScheme(file, basename(folder), packSections({ tree: new Uint8Array(serialize(document)) }));
  return document;
}

/** Reading takes no shared memory. */
const copied = (bytes: ArrayBufferView) =>
  Buffer.from(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength).slice().buffer);
