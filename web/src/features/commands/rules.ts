// The guard's rules (protocol/README.md section 8) in a trader's words.

const words: Record<string, string> = {
  account_mismatch: 'The terminal is on another account',
  too_old: 'The command is older than the terminal remembers',
  expired: 'The command came too late',
  stopped: 'An emergency stop is in force',
  paused: 'Opening is paused',
  open_not_allowed: 'The terminal’s inputs do not allow remote opening',
  symbol_not_allowed: 'The terminal’s inputs do not allow this symbol',
  max_lots: 'More lots than the terminal’s inputs allow in one order',
  max_open_positions: 'As many positions as the terminal’s inputs allow are open',
  max_trades_per_day: 'As many trades as the terminal’s inputs allow were made today',
  max_risk: 'More risk than the terminal’s inputs allow in one trade',
  daily_loss: 'The day’s loss limit leaves too little room',
  symbol_unknown: 'The broker does not know this symbol',
  symbol_closed: 'The symbol cannot be traded now',
  order_unknown: 'No such order stands',
  order_type: 'This does not fit the order’s type',
  order_type_not_allowed: 'The broker does not take this type of order for the symbol',
  wrong_side_price: 'The price is on the wrong side of the market',
  expiry_not_allowed: 'The broker does not take this kind of expiry for the symbol',
  expiry_past: 'The expiry is past',
  volume_step: 'The volume is not a multiple of the symbol’s step',
  volume_min: 'The volume is below the symbol’s smallest',
  volume_max: 'The volume is above the symbol’s largest',
  stops_level: 'Closer to the market than the broker allows',
  wrong_side_stop: 'The stop or target is on the wrong side of the price',
  no_margin: 'The free margin does not suffice',
  trade_not_allowed: 'Trading is not permitted in the terminal',
  not_connected: 'The terminal has no connection to the broker',
  position_unknown: 'No such position is open',
  volume_changed: 'The position’s volume changed meanwhile',
  side_changed: 'The position turned round meanwhile',
  hedging_only: 'Only hedging accounts can do this',
  close_by_not_allowed: 'The broker does not allow closing by an opposite position for the symbol',
  not_opposite: 'The two positions are not opposite ones of the same symbol',
  asks: 'The stop came late: what was opened after it was given is for you to decide',
  position_busy: 'Another close of this position has no answer yet',
  journal: 'The terminal’s journal cannot be written',
  test_mode: 'The terminal runs in test mode: nothing is sent to the broker',
  terminal_offline: 'The terminal is offline',
  stale_latch: 'Another emergency stop is in force by now',
  stale_version: 'A newer pause or resume was given meanwhile',
};

/** A rule this version does not know is shown under its own name. */
export function ruleWords(rule: string): string {
  return words[rule] ?? rule.replaceAll('_', ' ');
}

/** "volume 5 · limit 1": the numbers that were compared. */
export function figuresOf(figures: unknown): string {
  if (typeof figures !== 'object' || figures === null) return '';
  return Object.entries(figures)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(([name, value]) => `${name.replaceAll('_', ' ')} ${value}`)
    .join(' · ');
}
