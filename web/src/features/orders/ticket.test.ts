import { describe, expect, it } from 'vitest';
import { euro as anyEuro } from '@/features/market/euro.fixture';
import { argumentsOf, type Ticket, ticketFault, willWords } from './ticket';

const now = Date.UTC(2026, 0, 5, 12);
const euro = { ...anyEuro, stops_level: 0, orders: ['market', 'limit', 'stop', 'stop_limit'] };
const market: Ticket = {
  terminal: 'a',
  symbol: 'EURUSD',
  side: 'buy',
  order: 'market',
  volume: '0.10',
  price: '',
  limit: '',
  sl: '',
  tp: '',
  expiry: { kind: 'gtc' },
};
const limit: Ticket = { ...market, order: 'limit', price: '1.08000' };

describe('a ticket', () => {
  it.each([
    [market, null],
    [{ ...market, terminal: '' }, /account/],
    [{ ...market, symbol: ' ' }, /symbol/],
    [{ ...market, volume: '0' }, /volume/],
    [{ ...market, sl: '1.09' }, /wrong side.*below 1.08500/],
    [limit, null],
    [{ ...limit, price: '1.09' }, /below the market/],
    [{ ...limit, sl: '1.0805' }, /wrong side.*below 1.08000/],
    [{ ...limit, sl: '1.0795', tp: '1.0805' }, null],
    [{ ...limit, expiry: { kind: 'at', local: '2020-01-01T00:00' } }, /past/],
    [{ ...limit, order: 'stop_limit', price: '1.09', limit: '1.0895', sl: '1.0892' }, null],
    [{ ...limit, order: 'stop_limit', price: '1.09', limit: '1.0895', sl: '1.0897' }, /wrong side.*below 1.0895/],
  ] as [Ticket, RegExp | null][])('%o is judged', (ticket, words) => {
    const fault = ticketFault(ticket, euro, now);
    if (words === null) expect(fault).toBeNull();
    else expect(fault).toMatch(words);
  });
});

describe('what is sent', () => {
  it('of a market order is no price and no expiry', () => {
    const ticket: Ticket = { ...market, price: '1.08', limit: '1.07', expiry: { kind: 'after', minutes: 15 } };
    expect(argumentsOf(ticket, now)).toEqual({ symbol: 'EURUSD', side: 'buy', order: 'market', volume: '0.10' });
  });

  it('of a pending order is all that was filled in', () => {
    const ticket: Ticket = { ...limit, sl: '1.07', tp: '1.09', expiry: { kind: 'after', minutes: 60 } };
    expect(argumentsOf(ticket, now)).toEqual({
      symbol: 'EURUSD',
      side: 'buy',
      order: 'limit',
      volume: '0.10',
      price: '1.08000',
      sl: '1.07',
      tp: '1.09',
      expiry: now + 3_600_000,
    });
    expect(argumentsOf({ ...limit, order: 'stop_limit', limit: '1.07' }, now)).toMatchObject({ stop_limit: '1.07' });
  });
});

describe('what will happen is said with every number', () => {
  it.each([
    [market, 'Buys 0.10 lots of EURUSD on Demo at market, now 1.08510; no stop loss, no take profit.'],
    [
      { ...market, side: 'sell', sl: '1.09', tp: '1.08' },
      'Sells 0.10 lots of EURUSD on Demo at market, now 1.08500; stop loss 1.09, take profit 1.08.',
    ],
    [
      limit,
      'Buys 0.10 lots of EURUSD on Demo when the price reaches 1.08000 or better; no stop loss, no take profit. The order stands until cancelled.',
    ],
  ] as [Ticket, string][])('%o', (ticket, words) => expect(willWords(ticket, euro, 'Demo', now)).toBe(words));

  it('also of a stop-limit order that ends', () => {
    const ticket: Ticket = { ...limit, order: 'stop_limit', limit: '1.07', expiry: { kind: 'after', minutes: 60 } };
    expect(willWords(ticket, euro, 'Demo', now)).toMatch(
      /once the price reaches 1.08000, then at 1.07 or better.*stands until it ends in 1 h/,
    );
  });
});
