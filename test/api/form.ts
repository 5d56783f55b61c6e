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
