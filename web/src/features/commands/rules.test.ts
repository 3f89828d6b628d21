import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { figuresOf, ruleWords } from './rules';

const protocol = readFileSync(join(import.meta.dirname, '../../../../protocol/README.md'), 'utf8');
const named = /Each refusal names its rule: (.*?)\. `figures`/s.exec(protocol)?.[1] ?? '';
const rules = [...named.matchAll(/`([a-z_]+)`/g)].map((match) => match[1] ?? '');

describe('every rule of the protocol has words of its own', () => {
  it('finds the rules in the document', () => expect(rules.length).toBeGreaterThan(35));
  it.each(rules)('%s', (rule) => expect(ruleWords(rule)).not.toBe(rule.replaceAll('_', ' ')));
});

it('shows a rule from the future under its own name', () => expect(ruleWords('max_moon')).toBe('max moon'));

it.each([
  [{ volume: '5', limit: '1' }, 'volume 5 · limit 1'],
  [{ latch_id: '2', deeper: {} }, 'latch id 2'],
  [null, ''],
  [undefined, ''],
])('figures %o read %s', (figures, words) => expect(figuresOf(figures)).toBe(words));
