import { describe, expect, it } from 'vitest';
import { Problem, wordsOf } from './problem';

describe('a failed answer', () => {
  it('speaks with the detail of its problem document', () => {
    const problem = Problem.from(429, { status: 429, code: 'locked_out', detail: 'Wait.', retry_after_ms: 900 });
    expect(problem).toMatchObject({ status: 429, code: 'locked_out', retryAfterMs: 900, message: 'Wait.' });
  });

  it('names the fields at fault', () => {
    const errors = [{ path: 'args.volume', message: 'is below the least' }];
    expect(Problem.from(422, { status: 422, code: 'bad_request', detail: 'Not valid.', errors }).message).toBe(
      'Not valid. (args.volume: is below the least)',
    );
  });

  it.each([[null], ['<html>'], [{ code: 'x' }]])('has words for a body that is no problem document: %o', (body) => {
    expect(Problem.from(502, body)).toMatchObject({ status: 502, code: 'unknown', message: 'The relay answered 502.' });
  });
});

describe('words for a failure', () => {
  it.each([
    ['a problem', new Problem(409, 'conflict', 'Changed.'), 'Changed.'],
    [
      'no network',
      new TypeError('Failed to fetch'),
      'The relay cannot be reached. Check the connection and try again.',
    ],
    ['another error', new Error('odd'), 'odd'],
    ['anything', 'x', 'Something went wrong.'],
  ])('%s', (_, failure, words) => expect(wordsOf(failure)).toBe(words));
});
