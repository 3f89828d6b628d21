import type { Command } from '@/lib/api';
import { money, price } from '@/lib/format';
import { CommandChip } from './command-chip';
import { CommandLink } from './command-link';
import { figuresOf, ruleWords } from './rules';

/** All that a command's result says: the rule and its figures, the broker's words, each ticket, what was left, the evidence. */
export function Outcome({ command, brief = false }: { command: Command; brief?: boolean }) {
  const figures = figuresOf(command.figures);
  // What stands below in words of our own is not said twice.
  const told = command.message === command.evidence || (command.scan && command.message?.startsWith('Scan:'));
  const message = told ? null : command.message;
  const broker = command.retcode_text && command.retcode_text !== command.message ? command.retcode_text : null;
  return (
    <div className="space-y-1.5 text-sm" data-outcome={command.id}>
      <p className="flex flex-wrap items-center gap-2">
        <CommandChip command={command} />
        {command.rule && <strong>{ruleWords(command.rule)}</strong>}
        {command.already && <span className="text-dim">it was so already</span>}
        {command.late && <strong className="text-warn">found late</strong>}
        {brief && (
          <CommandLink id={command.id} className="ml-auto text-accent underline">
            Details
          </CommandLink>
        )}
      </p>
      {message && <p>{message}</p>}
      {broker && <p>{broker}</p>}
      {(figures || command.rule || command.retcode) && (
        <p className="num text-xs text-dim" data-figures>
          {[figures, command.rule && `rule ${command.rule}`, command.retcode && `code ${command.retcode}`]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      <Deal command={command} />
      <Legs command={command} />
      <Scan command={command} />
      {command.state === 'in_doubt' && <Doubt command={command} />}
    </div>
  );
}

function Deal({ command }: { command: Command }) {
  if (!command.deal && !command.ticket) return null;
  const facts = [
    command.volume && `${money(command.volume)} lots`,
    command.price && `at ${price(command.price)}`,
    command.deal && `deal ${command.deal}`,
    command.ticket && `ticket ${command.ticket}`,
  ];
  return <p className="num text-xs text-dim">{facts.filter(Boolean).join(' · ')}</p>;
}

function Legs({ command }: { command: Command }) {
  if (!command.legs?.length) return null;
  return (
    <table className="num w-full text-xs" aria-label="Result for each ticket">
      <thead className="text-left text-dim">
        <tr>
          <th className="py-0.5 pr-3 font-normal">Ticket</th>
          <th className="py-0.5 pr-3 font-normal">Result</th>
          <th className="py-0.5 pr-3 font-normal">Lots</th>
          <th className="py-0.5 font-normal">Why</th>
        </tr>
      </thead>
      <tbody>
        {command.legs.map((leg, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a ticket may have several legs, and legs are only ever added
          <tr key={index} data-leg={leg.ticket} className="align-top">
            <td className="py-0.5 pr-3">{leg.ticket}</td>
            <td className="py-0.5 pr-3">{leg.state?.replaceAll('_', ' ') ?? '–'}</td>
            <td className="py-0.5 pr-3">{leg.volume ? money(leg.volume) : '–'}</td>
            <td className="py-0.5">
              {[leg.message, leg.state !== 'done' && leg.retcode && `code ${leg.retcode}`]
                .filter(Boolean)
                .join(' · ') || '–'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The terminal's own look at the account afterwards: what the command was to leave empty, and what still stood. */
function Scan({ command }: { command: Command }) {
  const scan = command.scan as { positions?: number; orders?: number } | null | undefined;
  if (typeof scan?.positions !== 'number' && typeof scan?.orders !== 'number') return null;
  const left = (scan.positions ?? 0) + (scan.orders ?? 0);
  return (
    <p data-scan className={left > 0 ? 'text-warn' : 'text-gain'}>
      {left === 0
        ? 'The terminal looked again afterwards: nothing is left.'
        : `The terminal looked again afterwards: ${scan.positions ?? 0} positions and ${scan.orders ?? 0} pending orders are left.`}
    </p>
  );
}

function Doubt({ command }: { command: Command }) {
  const evidence = command.evidence || 'What became of it is not known yet';
  return (
    <p className="border-l-4 border-warn pl-3" data-evidence>
      {evidence.replace(/\.?$/, '.')} It may have run. Nothing is repeated until the terminal has found out; this stays
      here until then.
    </p>
  );
}
