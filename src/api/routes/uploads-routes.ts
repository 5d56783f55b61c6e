import multipart from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '../app-type.js';
import { routeText } from '../route-texts.js';
import { UPLOAD_ERRORS } from '../uploads/upload-errors.js';
import type { IncomingFile, UploadStore } from '../uploads/upload-store.js';

const MOST_FILES = 20;

const stored = z.object({ name: z.string().describe('as runs name it'), bytes: z.int() });
const received = stored.extend({ sha256: z.string() });
const answer = z.object({ id: z.string(), files: z.array(received) }).meta({ id: 'Upload' });
const list = z.object({ uploads: z.array(z.object({ id: z.string(), files: z.array(stored) })) });
const params = z.object({ id: z.string().min(1).max(64) });

/** Files that clients bring for runs: streamed straight to disk, all of a request or none. */
export async function uploadsRoutes(app: App, store: UploadStore): Promise<void> {
  await app.register(multipart, {
    limits: { fileSize: store.largestFile, files: MOST_FILES, fields: 0, headerPairs: 100 },
    throwFileSizeLimit: false,
  });

  const bring = {
    ...routeText('POST /v1/uploads'),
    consumes: ['multipart/form-data'],
    response: { 201: answer },
  };
  app.post('/v1/uploads', { schema: bring }, async (request, reply) => {
    if (!request.isMultipart()) throw UPLOAD_ERRORS.upload_form({ reason: request.headers['content-type'] ?? '—' });
    const { id, files } = await store.receive(filesOf(request));
    return await reply.code(201).send({ id, files: files.map((file) => ({ ...file })) });
  });

  app.get('/v1/uploads', { schema: { ...routeText('GET /v1/uploads'), response: { 200: list } } }, () => ({
    uploads: store.list().map(({ id, files }) => ({ id, files: files.map((file) => ({ ...file })) })),
  }));

  const gone = z.object({ id: z.string() });
  const remove = { ...routeText('DELETE /v1/uploads/{id}'), params, response: { 200: gone } };
  app.delete('/v1/uploads/:id', { schema: remove }, (request) => {
    store.remove(request.params.id);
    return { id: request.params.id };
  });
}

/** @throws upload_form where the form is broken, breaks off, or holds more than files */
export async function* filesOf(request: FastifyRequest): AsyncGenerator<IncomingFile> {
  const parts = request.files();
  while (true) {
    const next = await parts.next().catch((error: unknown) => {
      const { code = 'broken off' } = error as NodeJS.ErrnoException;
      throw UPLOAD_ERRORS.upload_form({ reason: code });
    });
    if (next.done === true) return;
    yield next.value;
  }
}
