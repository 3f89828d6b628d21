// The typed REST client: cookie session, CSRF header on every request, failures thrown as Problem.
import createClient, { type Middleware } from 'openapi-fetch';
import { apiUrl } from '@/config/env';
import type { components, paths } from '@/protocol/generated';
import { Problem } from './problem';

export type Command = components['schemas']['Command'];
export type Me = components['schemas']['Me'];
export type TerminalStatus = components['schemas']['TerminalStatus'];

const throwProblems: Middleware = {
  async onResponse({ response }) {
    if (response.ok) return undefined;
    let body: unknown = null;
    try {
      body = await response.clone().json();
    } catch {
      // A proxy's page, or nothing: the status alone speaks.
    }
    throw Problem.from(response.status, body);
  },
};

export const csrf = { 'X-SignalOS-CSRF': '1' } as const;

// fetch is looked up at each call, so that what replaces it later (a test, an extension) is used.
const fetchNow = (request: Request) => globalThis.fetch(request);

export const api = createClient<paths>({ baseUrl: apiUrl, credentials: 'include', fetch: fetchNow });
api.use(throwProblems);
