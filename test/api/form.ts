const BOUNDARY = 'drgdip-test-boundary';

/** A multipart body of files, with its headers, as curl -F sends it. */
export function formOf(files: readonly (readonly [name: string, content: string | Buffer])[]): {
  headers: Record<string, string>;
  payload: string;
} {
  const parts = files.map(
    ([name, content]) =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n` +
      `Content-Type: application/octet-stream\r\n\r\n${content}\r\n`,
  );
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    payload: `${parts.join('')}--${BOUNDARY}--\r\n`,
  };
}

/** The same with files of any bytes. */
export function bytesForm(files: readonly (readonly [name: string, content: Buffer])[]): {
  headers: Record<string, string>;
  payload: Buffer;
} {
  const parts = files.flatMap(([name, content]) => [
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n` +
        `Content-Type: application/octet-stream\r\n\r\n`,
    ),
    content,
    Buffer.from('\r\n'),
  ]);
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    payload: Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]),
  };
}
