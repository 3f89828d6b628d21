// An order as filled in: what is wrong with it, what will happen, what is sent.
import {
  levelsFault,
  openingFault,
  type PendingType,
  pendingFault,
  type Side,
  volumeFault,
} from '@/features/market/checks';
import { money } from '@/lib/format';
import type { SymbolRules } from '@/lib/live/views';
import { type Expiry, expiryAt, expiryFault, expiryWords } from './expiry';

export interface Ticket {
  terminal: string;
  symbol: string;
  side: Side;
  order: 'market' | PendingType;
  volume: string;
  price: string;
  limit: string;
  sl: string;
  tp: string;
  expiry: Expiry;
}

/** The price an order will be filled at or rest at; stop and target are measured from it. */
export function basisOf(ticket: Ticket, rules: SymbolRules | null): string | null | undefined {
  if (ticket.order === 'stop_limit') return ticket.limit;
  if (ticket.order !== 'market') return ticket.price;
  // A market order's levels are measured from where it could be closed again.
  return ticket.side === 'buy' ? rules?.bid : rules?.ask;
}

export function ticketFault(ticket: Ticket, rules: SymbolRules | null, relayNow: number): string | null {
  if (ticket.terminal === '') return 'Choose the account.';
  if (ticket.symbol.trim() === '') return 'Give the symbol.';
  const first = openingFault(ticket.side, ticket.order, rules) ?? volumeFault(ticket.volume, rules);
  if (first) return first;
  if (ticket.order !== 'market') {
    const price = pendingFault(ticket.side, ticket.order, ticket.price, ticket.limit, rules);
    const expiry = price ?? expiryFault(ticket.expiry, relayNow, rules?.expiry);
    if (expiry) return expiry;
  }
  return levelsFault(ticket.side, basisOf(ticket, rules), ticket.sl, ticket.tp, rules);
}

export function argumentsOf(ticket: Ticket, relayNow: number): Record<string, unknown> {
  const pending = ticket.order !== 'market';
  const expiry = pending ? expiryAt(ticket.expiry, relayNow) : null;
  return {
    symbol: ticket.symbol.trim(),
    side: ticket.side,
    order: ticket.order,
    volume: ticket.volume.trim(),
    ...(pending && { price: ticket.price.trim() }),
    ...(ticket.order === 'stop_limit' && { stop_limit: ticket.limit.trim() }),
    ...(ticket.sl.trim() && { sl: ticket.sl.trim() }),
    ...(ticket.tp.trim() && { tp: ticket.tp.trim() }),
    ...(expiry !== null && { expiry: Math.round(expiry) }),
  };
}

/** One sentence with every number that will be sent. */
export function willWords(ticket: Ticket, rules: SymbolRules | null, account: string, relayNow: number): string {
  const quote = ticket.side === 'buy' ? rules?.ask : rules?.bid;
  const what = `${money(ticket.volume)} lots of ${ticket.symbol} on ${account}`;
  const guards = [
    ticket.sl.trim() ? `stop loss ${ticket.sl}` : 'no stop loss',
    ticket.tp.trim() ? `take profit ${ticket.tp}` : 'no take profit',
  ].join(', ');
  const verb = ticket.side === 'buy' ? 'Buys' : 'Sells';
  if (ticket.order === 'market')
    return `${verb} ${what} at market, now ${quote ?? 'at a price not known here'}; ${guards}.`;
  const at =
    ticket.order === 'stop_limit'
      ? `once the price reaches ${ticket.price}, then at ${ticket.limit} or better`
      : `when the price reaches ${ticket.price}${ticket.order === 'limit' ? ' or better' : ''}`;
  const ends = expiryWords(expiryAt(ticket.expiry, relayNow), relayNow);
  return `${verb} ${what} ${at}; ${guards}. The order stands ${ends.startsWith('in ') ? `until it ends ${ends}` : ends}.`;
}
