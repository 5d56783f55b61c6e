#!/usr/bin/env bash
# Fastify: with a JSON schema, null becomes 0 on the way in and 0 on the way out.
#
# Guess: {"cost": null} for a number is refused with 400; a handler's null is answered as null or is an error.
# Seen:  the request is taken and the handler sees 0; true is 1, [5] is 5. A misspelt field is dropped with status 200
#        although the schema says additionalProperties: false. In the answer null is 0, false and "", and an integer of
#        12.9 is cut to 12. Nothing is logged. A missing bill is thus grouped, priced and reported as 0.00.
# drgdip: validates with zod, where null means missing and is never turned into a number; answers are written as given.
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages fastify@5.12.8

seen="$(node --input-type=module <<'JS'
import { readFileSync } from 'node:fs';
import fastify from 'fastify';

const number = { type: 'number' };
const app = fastify();
const body = { type: 'object', required: ['cost'], additionalProperties: false, properties: { cost: number, age: { type: 'integer' } } };
app.post('/price', { schema: { body } }, async (request) => request.body);
const answer = { type: 'object', properties: { payment: number, cases: { type: 'integer' }, is_closed: { type: 'boolean' }, drg: { type: 'string' } } };
app.get('/price', { schema: { response: { 200: answer } } }, async () => ({ payment: null, cases: 12.9, is_closed: null, drg: null }));

console.log('fastify', JSON.parse(readFileSync('node_modules/fastify/package.json', 'utf8')).version);
for (const payload of [{ cost: null }, { cost: true }, { cost: [5] }, { cost: 1, age: null }, { cost: 1, aeg: 70 }]) {
  const { statusCode, body: got } = await app.inject({ method: 'POST', url: '/price', payload });
  console.log('sent', JSON.stringify(payload).padEnd(23), statusCode, 'handler saw', got);
}
console.log('handler answered {"payment":null,"cases":12.9,"is_closed":null,"drg":null}, client got', (await app.inject('/price')).body);
JS
)"
expect 'fastify 5.12.8
sent {"cost":null}           200 handler saw {"cost":0}
sent {"cost":true}           200 handler saw {"cost":1}
sent {"cost":[5]}            200 handler saw {"cost":5}
sent {"cost":1,"age":null}   200 handler saw {"cost":1,"age":0}
sent {"cost":1,"aeg":70}     200 handler saw {"cost":1}
handler answered {"payment":null,"cases":12.9,"is_closed":null,"drg":null}, client got {"payment":0,"cases":12,"is_closed":false,"drg":""}' "$seen"
