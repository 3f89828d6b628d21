import { cleanup, render } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Command } from '@/lib/api';
import { Outcome } from './outcome';

afterEach(cleanup);

function words(fields: Partial<Command> | Record<string, unknown>): string {
  const command = { id: 'c1', kind: 'close', state: 'done', arguments: {}, ...fields } as unknown as Command;
  return render(<Outcome command={command} />).container.textContent ?? '';
}

describe('an outcome shows', () => {
  it('the rule in words, its figures and its name', () => {
    const shown = words({
      state: 'refused',
      rule: 'max_lots',
      message: '5 lots, at most 1 are allowed per order',
      figures: { volume: '5', limit: '1' },
    });
    expect(shown).toContain('More lots than the terminal’s inputs allow in one order');
    expect(shown).toContain('5 lots, at most 1 are allowed per order');
    expect(shown).toContain('volume 5 · limit 1 · rule max_lots');
  });

  it('the broker’s words and number', () => {
    expect(words({ state: 'rejected', retcode: 10019, retcode_text: 'No money' })).toMatch(/No money.*code 10019/);
  });

  it('each ticket with its own result', () => {
    const shown = words({
      state: 'partial',
      legs: [
        { ticket: '120', state: 'done', retcode: 10009, volume: '0.1' },
        { ticket: '121', state: 'rejected', retcode: 10018, message: 'Market closed' },
      ],
      scan: { positions: 1, orders: 0 },
    });
    expect(shown).toMatch(/120done0\.10/);
    expect(shown).toMatch(/121rejected–Market closed · code 10018/);
    expect(shown).toContain('1 positions and 0 pending orders are left');
  });

  it('a scan without anything left as such, and not twice', () => {
    const shown = words({ message: 'Scan: 0 positions and 0 orders left in scope', scan: { positions: 0, orders: 0 } });
    expect(shown).toContain('nothing is left');
    expect(shown).not.toContain('left in scope');
  });

  it('the evidence of a doubt, and that it may have run', () => {
    const evidence = 'Deal 7 may be this order';
    const shown = words({ state: 'in_doubt', message: evidence, evidence });
    expect(shown.split(evidence)).toHaveLength(2);
    expect(shown).toMatch(/Deal 7 may be this order\. It may have run\. Nothing is repeated/);
  });

  it('that it was found late, or was so already', () => {
    expect(words({ late: true })).toContain('found late');
    expect(words({ already: true })).toContain('it was so already');
  });
});
