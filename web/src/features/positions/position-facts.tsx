import { Facts } from '@/components/facts';
import { money, price, signed } from '@/lib/format';
import type { Position } from '@/lib/live/views';

export function PositionFacts({ position, account }: { position: Position; account: string }) {
  return (
    <Facts
      facts={[
        ['Account', account],
        ['Position', `#${position.position}`],
        ['Opened at', price(position.price, position.digits)],
        ['Now', price(position.current, position.digits)],
        ['Result now', signed(position.pnl)],
        ['Volume', `${money(position.volume)} lots`],
        ['Stop loss', price(position.stopLoss, position.digits)],
        ['Take profit', price(position.takeProfit, position.digits)],
      ]}
    />
  );
}
