import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { compareCodePoints } from '../../kernel/compare-code-points.js';
import { parseDay, todayText } from '../../kernel/day.js';
import { isZipBomb } from './is-zip-bomb.js';
import { safeFileName } from './safe-file-name.js';
import { UPLOAD_ERRORS } from './upload-errors.js';

export interface StoredFile {
  /** Name within the data folder, as runs name files. */
  readonly name: string;
  readonly bytes: number;
}
export interface ReceivedFile extends StoredFile {
  readonly sha256: string;
}
export interface Upload<File extends StoredFile = StoredFile> {
  readonly id: string;
  readonly files: readonly File[];
}
/** A file as it comes in, in pieces. */
export interface IncomingFile {
  readonly filename: string;
  readonly file: Readable & { readonly truncated?: boolean };
}

const FOLDER = 'uploads';
const PARTIAL = '.partial-';
const DAY_MILLISECONDS = 86_400_000;
const UPLOAD_ID = /^[0-9a-f-]{36}$/;
/** What the server itself brings: the demo region's files. */
export const DEMO_UPLOAD = 'demo';

/** Files that clients brought: uploads/<id>/<name> of the data folder, complete or not there. */
export class UploadStore {
  private readonly folder: string;

  constructor(
    dataFolder: string,
    /** Bytes of one file at most. */
    readonly largestFile: number,
  ) {
    this.folder = join(dataFolder, FOLDER);
  }

  /**
   * Writes files straight to disk beside their place and puts them there at the end; whatever goes wrong, a client that
   * leaves included, nothing stays.
   * @throws upload_empty, upload_kind, upload_too_large, upload_twice, upload_zip_bomb
   */
  async receive(files: AsyncIterable<IncomingFile>): Promise<Upload<ReceivedFile>> {
    const id = randomUUID();
    const aside = join(this.folder, `${PARTIAL}${id}`);
    mkdirSync(aside, { recursive: true });
    try {
      const received: ReceivedFile[] = [];
      for await (const { filename, file } of files) {
        const name = safeFileName(filename);
        if (existsSync(join(aside, name))) throw UPLOAD_ERRORS.upload_twice({ file: name });
        const { bytes, sha256 } = await writeHashed(file, join(aside, name));
        if (file.truncated === true) throw UPLOAD_ERRORS.upload_too_large({ file: name, limit: this.largestFile });
        if (bytes === 0) throw UPLOAD_ERRORS.upload_empty({ file: name });
        if (await isZipBomb(join(aside, name))) throw UPLOAD_ERRORS.upload_zip_bomb({ file: name });
        received.push({ name: `${FOLDER}/${id}/${name}`, bytes, sha256 });
      }
      if (received.length === 0) throw UPLOAD_ERRORS.upload_empty({ file: '' });
      renameSync(aside, join(this.folder, id));
      return { id, files: received };
    } catch (error) {
      rmSync(aside, { recursive: true, force: true });
      throw error;
    }
  }

  /** Where the server's own upload lies; runs name its files `uploads/demo/…`. */
  get demoFolder(): string {
    return join(this.folder, DEMO_UPLOAD);
  }

  list(): readonly Upload[] {
    return this.ids().map((id) => ({
      id,
      files: readdirSync(join(this.folder, id))
        .sort(compareCodePoints)
        .map((name) => ({ name: `${FOLDER}/${id}/${name}`, bytes: statSync(join(this.folder, id, name)).size })),
    }));
  }

  /** @throws upload_not_found */
  remove(id: string): void {
    if (!this.ids().includes(id)) throw UPLOAD_ERRORS.upload_not_found({ upload: id });
    rmSync(join(this.folder, id), { recursive: true, force: true });
  }

  /** Removes what an ended process left half-written, and uploads older than some days; 0 keeps them. */
  clean(daysKept: number): void {
    if (!existsSync(this.folder)) return;
    const today = parseDay(todayText())!;
    for (const name of readdirSync(this.folder)) {
      const path = join(this.folder, name);
      const age = today - Math.floor(statSync(path).mtimeMs / DAY_MILLISECONDS);
      const isOld = daysKept > 0 && UPLOAD_ID.test(name) && age > daysKept;
      if (isOld || name.startsWith(PARTIAL)) rmSync(path, { recursive: true, force: true });
    }
  }

  private ids(): readonly string[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder)
      .filter((name) => UPLOAD_ID.test(name) || name === DEMO_UPLOAD)
      .sort(compareCodePoints);
  }
}

async function writeHashed(file: Readable, path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(file, measure, createWriteStream(path, { flags: 'wx' })).catch((error: NodeJS.ErrnoException) => {
    // The disk's failures name a call of the system; all else is a form that broke off.
    if (error.syscall !== undefined) throw error;
    throw UPLOAD_ERRORS.upload_form({ reason: error.code ?? 'broken off' }, { cause: error });
  });
  return { bytes, sha256: hash.digest('hex') };
}
