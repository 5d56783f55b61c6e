import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Language } from '../kernel/errors.js';
import { defaultWorkerCount } from '../run/worker-pool.js';
import { ACCESS_ERRORS } from './access/access-errors.js';
import { KeyRing, readKeyFile } from './access/key-file.js';
import { API_ERRORS } from './api-errors.js';
import { createApp, LARGEST_UPLOAD } from './app.js';
import { asideInThreads } from './aside/aside-in-threads.js';
import { removeRequestFolders } from './hospital-side/request-files.js';
import { JobStore } from './job-store.js';
import { keepDemo } from './keep-demo.js';
import { liveInThread } from './live/live-in-thread.js';
import { failureFrames } from './problem.js';
import { runInThread } from './run-in-thread.js';
import { RunQueue } from './run-queue.js';
import { UploadStore } from './uploads/upload-store.js';

export interface ServerOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Threads of a run; absent: all cores. */
  readonly workers: number | undefined;
  /** Input files are looked for in it, results lie in its folder runs; absent: drgdip-data in the working folder. */
  readonly dataFolder: string | undefined;
  readonly language: Language;
  /** Address to listen on; absent: nobody but this machine. */
  readonly host: string | undefined;
  /** File of keys; given: keys are needed on this machine too. */
  readonly keyFile: string | undefined;
  /** Absent: the usual limit; 0: none. */
  readonly requestsAMinute: number | undefined;
  /** Bytes of an uploaded file at most; absent: the usual limit. */
  readonly largestUpload?: number | undefined;
  /** Days that uploads are kept, counted when the server starts; 0: for good; absent: 30. */
  readonly keepUploads?: number | undefined;
  /** Cases of the demo region that is made in the background; 0: none; absent: 10,000. */
  readonly demoCases?: number | undefined;
}

const DAYS_KEPT = 30;
const DEMO_CASES = 10_000;

const LOOPBACK = '127.0.0.1';
const LOOPBACK_NAMES = /^(localhost|127(\.\d{1,3}){3}|::1)$/i;
export const DEFAULT_KEY_FILE = 'drgdip-keys.json';
const DEFAULT_DATA_FOLDER = 'drgdip-data';
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * The keys that requests need: none on this machine alone unless a file is named; always elsewhere.
 * @throws keys_needed, keys_file_invalid
 */
function keysFor({ host = LOOPBACK, keyFile }: ServerOptions): KeyRing | undefined {
  if (keyFile === undefined && LOOPBACK_NAMES.test(host)) return undefined;
  const file = resolve(keyFile ?? DEFAULT_KEY_FILE);
  const keys = readKeyFile(file);
  if (keys.length === 0) throw ACCESS_ERRORS.keys_needed({ host, file });
  return new KeyRing(keys);
}

/**
 * Serves the API, on the loopback address unless told otherwise, until a signal comes, then takes no more requests, stops the run under way at
 * its next step and leaves nothing half-written. A second signal ends the process at once.
 * @returns when the server is down
 * @throws keys_needed, keys_file_invalid, data_folder_unusable, port_unavailable
 */
export async function startServer(options: ServerOptions): Promise<void> {
  const keys = keysFor(options);
  const dataFolder = resolve(options.dataFolder ?? DEFAULT_DATA_FOLDER);
  try {
    mkdirSync(dataFolder, { recursive: true });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw API_ERRORS.data_folder_unusable({ folder: dataFolder, reason: code }, { cause: error });
  }
  const queue = new RunQueue({
    dataFolder,
    store: new JobStore(dataFolder),
    work: runInThread(options.workers ?? defaultWorkerCount(), dataFolder),
    onUnexpected: (error, reference) => app.log.error({ reference, failure: failureFrames(error) }, 'run failed'),
  });
  const uploads = new UploadStore(dataFolder, options.largestUpload ?? LARGEST_UPLOAD);
  uploads.clean(options.keepUploads ?? DAYS_KEPT);
  removeRequestFolders(dataFolder);
  const app = await createApp({
    queue,
    keys,
    uploads,
    language: options.language,
    log: 'lines',
    answers: 'trusted',
    aside: asideInThreads({ dataFolder, log: 'failures', answers: 'trusted' }),
    live: liveInThread(options.workers ?? defaultWorkerCount(), dataFolder),
    ...(options.requestsAMinute === undefined ? {} : { requestsAMinute: options.requestsAMinute }),
  });
  let address: string;
  try {
    address = await app.listen({
      host: options.host ?? LOOPBACK,
      port: options.port,
      listenTextResolver: () => 'listening',
    });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    // Runs found from before may be under way already; they wait for a start that succeeds.
    await queue.close();
    throw API_ERRORS.port_unavailable({ port: options.port, reason: code }, { cause: error });
  }
  keepDemo(queue, uploads, options.demoCases ?? DEMO_CASES, options.language);
  // Listened to before the address is told: whoever reads it may stop the server at once.
  const stopped = stopSignal();
  const isOpen = keys === undefined;
  const who =
    options.language === 'zh' ? (isOpen ? '仅本机' : '需要密钥') : isOpen ? 'this machine only' : 'keys needed';
  process.stderr.write(
    options.language === 'zh'
      ? `drgdip 接口：${address}（${who}）\n数据文件夹：${dataFolder}\n按 Ctrl-C 停止\n`
      : `drgdip API: ${address} (${who})\ndata folder: ${dataFolder}\nCtrl-C stops it\n`,
  );
  await stopped;
  await Promise.all([queue.close(), app.close()]);
}

/** Waits for the first signal to stop; the program's other listeners would end it at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) {
      process.removeAllListeners(signal);
      process.on(signal, () => {
        for (const each of SIGNALS) {
          process.removeAllListeners(each);
          process.once(each, () => process.exit(1));
        }
        resolve();
      });
    }
  });
}
