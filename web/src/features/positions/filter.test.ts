import { describe, expect, it } from 'vitest';
import type { Order, Position } from '@/lib/live/views';
import { argumentsOf, type Filter, matching, matchingOrders, sumOf } from './filter';

const position = (id: string, fields: Partial<Position>): Position => ({
  terminal: 'a',
  asOf: 1,
  tradeId: `a:${id}`,
  position: id,
  symbol: 'EURUSD',
  side: 'buy',
  volume: '0.10',
  pnl: '1.00',
  swap: '0.00',
  ours: true,
  ...fields,
});
const order = (ticket: string, type: string, fields: Partial<Order> = {}): Order => ({
  id: `a:${ticket}`,
  ticket,
  type,
  terminal: 'a',
  asOf: 1,
  symbol: 'EURUSD',
  ours: true,
  ...fields,
});
const all: Filter = { terminal: 'a', symbol: '', side: '', profit: '', ours: false, pending: false };
const positions = [
  position('1', {}),
  position('2', { side: 'sell', pnl: '-2.00' }),
  position('3', { symbol: 'GBPUSD', ours: false, pnl: '0.50', swap: '-0.70' }),
  position('4', { pnl: '0.00' }),
  position('5', { terminal: 'b' }),
];
const idsOf = (rows: { position: string }[]) => rows.map((row) => row.position).join('');

describe('a filter takes', () => {
  it.each([
    [{}, '1234'],
    [{ symbol: 'EURUSD' }, '124'],
    [{ side: 'sell' }, '2'],
    [{ profit: 'winning' }, '1'],
    [{ profit: 'losing' }, '23'],
    [{ ours: true }, '124'],
    [{ terminal: 'b' }, '5'],
    [{ symbol: 'EURUSD', side: 'buy', profit: 'winning' }, '1'],
    [{ symbol: 'USDJPY' }, ''],
  ] as [Partial<Filter>, string][])('%o: %s', (filter, ids) =>
    expect(idsOf(matching({ ...all, ...filter }, positions))).toBe(ids),
  );

  it('pending orders only when asked, and by their side', () => {
    const orders = [order('1', 'buy_limit'), order('2', 'sell_stop'), order('3', 'buy_stop', { ours: false })];
    const tickets = (filter: Partial<Filter>) =>
      matchingOrders({ ...all, ...filter }, orders)
        .map((row) => row.ticket)
        .join('');
    expect(tickets({})).toBe('');
    expect(tickets({ pending: true })).toBe('123');
    expect(tickets({ pending: true, side: 'sell' })).toBe('2');
    expect(tickets({ pending: true, ours: true, profit: 'losing' })).toBe('12');
  });
});

it('sums lots and results exactly, swap included', () => {
  expect(sumOf(positions.slice(0, 3))).toEqual({ lots: '0.30', result: '-1.20' });
  expect(sumOf([])).toEqual({ lots: '0.00', result: '0.00' });
});

it('sends only what was asked for', () => {
  expect(argumentsOf(all)).toEqual({});
  expect(argumentsOf({ ...all, symbol: 'EURUSD', side: 'buy', profit: 'losing', ours: true, pending: true })).toEqual({
    symbol: 'EURUSD',
    side: 'buy',
    profit: 'losing',
    magic: 'ours',
    pending: true,
  });
});
