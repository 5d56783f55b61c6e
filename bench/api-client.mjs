// A process that sends one POST after the other over each of several connections, as plain bytes, and tells how long each
// answer took: the client must cost little beside the server that it shares the cores with.
import { connect } from 'node:net';

process.on('message', async ({ port, path, body, connections, seconds }) => {
  const request = Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  const until = performance.now() + seconds * 1000;
  const times = (await Promise.all(Array.from({ length: connections }, () => ask(port, request, until)))).flat();
  process.send(times);
});

function ask(port, request, until) {
  return new Promise((resolve, reject) => {
    const times = [];
    let start = 0;
    let received = '';
    const socket = connect(port, '127.0.0.1', send);
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    function send() {
      received = '';
      start = performance.now();
      socket.write(request);
    }
    socket.on('data', (chunk) => {
      received += chunk;
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(received)?.[1]);
      if (received.length < end + 4 + length) return;
      if (!received.startsWith('HTTP/1.1 200')) return reject(new Error(received.slice(0, 500)));
      times.push(performance.now() - start);
      if (performance.now() < until) return send();
      socket.end();
      resolve(times);
    });
    socket.on('error', reject);
  });
}
