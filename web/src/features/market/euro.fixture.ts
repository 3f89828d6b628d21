import type { SymbolRules } from '@/lib/live/views';

/** EURUSD as a terminal reports it, for tests. */
export const euro: SymbolRules = {
  symbol: 'EURUSD',
  bid: '1.08500',
  ask: '1.08510',
  digits: 5,
  point: '0.00001',
  volume_min: '0.01',
  volume_max: '50',
  volume_step: '0.01',
  stops_level: 10,
  freeze_level: 0,
  trade_mode: 'full',
  orders: ['market', 'limit', 'stop'],
  expiry: ['gtc', 'specified'],
};
