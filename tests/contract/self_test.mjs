// The judge itself: what it must find, and what it must let pass. Prints "N passed, N failed".
import { fileURLToPath } from 'node:url';
import { Contract } from './document.mjs';
import { judge } from './judge.mjs';

const text = { type: 'string' };
const document = {
  paths: {
    '/api/things': {
      get: {
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', maximum: 9 } }],
        responses: {
          200: { description: '', headers: { ETag: { required: true, schema: { type: 'string', pattern: '^"' } } }, content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
          default: { $ref: '#/components/responses/Problem' },
        },
      },
      post: {
        parameters: [{ name: 'X-SignalOS-CSRF', in: 'header', required: true, schema: text }],
        requestBody: { required: true, content: { 'application/json': { schema: { allOf: [{ $ref: '#/components/schemas/Part' }, { type: 'object', required: ['b'], properties: { b: text } }] } } } },
        responses: { 204: { description: '' }, default: { $ref: '#/components/responses/Problem' } },
      },
    },
  },
  components: {
    responses: { Problem: { content: { 'application/problem+json': { schema: { type: 'object', required: ['code'], properties: { code: text } } } } } },
    schemas: {
      Thing: { type: 'object', required: ['name'], properties: { name: text, inner: { type: 'object', properties: { a: text } } } },
      Part: { type: 'object', properties: { a: text } },
    },
  },
};

const read = { verb: 'GET', path: '/api/things', sent: {}, request: null, status: 200, headers: { etag: '"1"', 'content-type': 'application/json' }, body: '{"name":"x"}' };
const write = { ...read, verb: 'POST', sent: { 'x-signalos-csrf': '1' }, request: '{"a":"1","b":"2"}', status: 204, headers: {}, body: '' };
const problem = { 'content-type': 'application/problem+json' };
const cases = [
  ['a proper answer passes', read, false],
  ['a member that the document does not name is found', { ...read, body: '{"name":"x","more":1}' }, true],
  ['also inside a member', { ...read, body: '{"name":"x","inner":{"b":1}}' }, true],
  ['a missing member is found', { ...read, body: '{}' }, true],
  ['a missing header is found', { ...read, headers: { 'content-type': 'application/json' } }, true],
  ['a header of the wrong form is found', { ...read, headers: { ...read.headers, etag: '1' } }, true],
  ['another content type is found', { ...read, headers: { ...read.headers, 'content-type': 'text/html' } }, true],
  ['a status that the document does not have is found', { ...read, status: 201 }, true],
  ['a query that was taken although it does not fit is found', { ...read, path: '/api/things?limit=10' }, true],
  ['an unknown query parameter is found', { ...read, path: '/api/things?other=1' }, true],
  ['a query that fits passes', { ...read, path: '/api/things?limit=9' }, false],
  ['a problem passes', { ...read, status: 400, headers: problem, body: '{"code":"x"}' }, false],
  ['a failure that is no problem document is found', { ...read, status: 400, body: '{"code":"x"}' }, true],
  ['a request of all parts passes', write, false],
  ['a request that was taken although it does not fit is found', { ...write, request: '{"a":"1"}' }, true],
  ['a member that no part names is found', { ...write, request: '{"a":"1","b":"2","c":"3"}' }, true],
  ['a refused request may be as wrong as it likes', { ...write, request: '{"c":1}', status: 400, headers: problem, body: '{"code":"x"}' }, false],
  ['a missing required header of a request is found', { ...write, sent: {} }, true],
  ['an answer of an unknown route is found', { ...read, path: '/api/other' }, true],
  ['404 of an unknown route passes', { ...read, path: '/api/other', status: 404, headers: problem, body: '{"code":"x"}' }, false],
  ['405 of a known path passes', { ...read, verb: 'DELETE', status: 405, headers: problem, body: '{"code":"x"}' }, false],
];

const contract = new Contract(fileURLToPath(new URL('../..', import.meta.url)), document);
let failed = 0;
for (const [name, line, bad] of cases) {
  const { wrong } = judge(contract, line);
  if (Boolean(wrong) === bad) continue;
  failed++;
  console.log(`  FAIL  contract judge: ${name}${wrong ? `: ${wrong}` : ''}`);
}
console.log(`${cases.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
