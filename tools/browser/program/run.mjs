// Calls the functions of the program against a server on loopback, and compares what they return and what arrived.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { createRequire } from 'node:module';

const program = createRequire(import.meta.url)(process.argv[2]);
let last, busy = 0;
let close;
const closed = new Promise((resolve) => { close = resolve; });

const server = http.createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const url = new URL(request.url, 'http://localhost');
  last = { headers: request.headers, body, search: url.search };
  const json = (value, status = 200) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(value));
  };
  const bytes = () => response.writeHead(200, { 'content-type': 'application/octet-stream' });
  switch (`${request.method} ${url.pathname}`) {
    case 'POST /chats': {
      if (!JSON.parse(body).stream) return json({ text: 'well' });
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      // Byte by byte, so that a character comes in two pieces.
      for (const byte of Buffer.from('data: {"text":"wé"}\n\ndata: {"text":"ll"}\n\n')) response.write(Buffer.of(byte));
      return response.end();
    }
    case 'POST /files': return json({ id: 'f_2' }, 201);
    case 'POST /token': return json({ access_token: 'fresh', token_type: 'bearer', expires_in: 3600 });
    case 'GET /payments': {
      const isSecond = url.searchParams.get('cursor') === 'two';
      return json(isSecond ? { data: [{ id: 'c' }] } : { data: [{ id: 'a' }, { id: 'b' }], next_cursor: 'two' });
    }
    case 'GET /files/whole/content':
      bytes();
      for (let chunk = 0; chunk < 20; chunk++) response.write(Buffer.alloc(65536));
      return response.end();
    case 'GET /files/busy/content':
      if (busy++ > 0) return bytes().end('abc');
      return response.writeHead(503, { 'retry-after': '0' }).end();
    case 'GET /files/endless/content':
      response.on('close', close);
      return bytes().write('begin');
    case 'GET /files/moved/content': return response.writeHead(302, { location: '/files/whole/content' }).end();
    case 'GET /files/lost/content': return request.socket.destroy();
    case 'GET /files/late/content': return;
    default: return json({ message: 'nothing is here' }, 404);
  }
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `http://127.0.0.1:${server.address().port}`;

const check = async (name, expected, ...more) => {
  assert.equal(await program[name](url, ...more), expected, name);
  console.log(`${[name, ...more].join(' ')}: ${expected}`);
};
await check('json', 'well');
assert.equal(last.headers['x-key'], 'secret');
assert.equal(last.body.toString(), '{"text":"How are you?"}');
await check('events', 'wéll');
assert.equal(last.headers.accept, 'text/event-stream');
await check('upload', 'f_2');
assert.match(last.headers['content-type'], /^multipart\/form-data; boundary=/);
assert.ok(last.body.length > 100_000 && last.body.includes('né'));
await check('download', String(20 * 65536));
await check('pages', 'a b c');
assert.equal(last.search, '?limit=2&cursor=two');
await check('token', '2');
assert.equal(last.headers.authorization, 'Bearer fresh');
await check('retried', '3');
await check('failure', 'Api', 'none');
await check('failure', 'Api', 'moved');
await check('failure', 'Lost', 'lost');
await check('failure', 'Timeout', 'late');
await check('begin', 'begin');
// A body that is dropped ends its request.
await closed;
console.log('the endless response was ended');
server.closeAllConnections();
server.close();
