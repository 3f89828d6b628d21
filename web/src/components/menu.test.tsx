import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Menu } from './menu';

const part = vi.fn();
const by = vi.fn();

beforeEach(() => {
  part.mockReset();
  by.mockReset();
  render(
    <Menu
      name="More for EURUSD"
      items={[
        { label: 'Close a part…', onChoose: part },
        { label: 'Stop and target…', onChoose: () => {} },
        { label: 'Close by…', reason: 'No opposite position', onChoose: by },
      ]}
    />,
  );
  fireEvent.keyDown(screen.getByRole('button', { name: 'More for EURUSD' }), { key: 'ArrowDown' });
});
afterEach(cleanup);

const focused = () => document.activeElement?.textContent;
const key = (name: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key: name });

it('opens on its first item and goes round with the arrows', () => {
  expect(focused()).toBe('Close a part…');
  key('ArrowDown');
  expect(focused()).toBe('Stop and target…');
  key('End');
  expect(focused()).toContain('Close by…');
  key('ArrowDown');
  expect(focused()).toBe('Close a part…');
  key('ArrowUp');
  expect(focused()).toContain('Close by…');
});

it('gives the focus back to its button before it does what was chosen', () => {
  part.mockImplementation(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: /^More for/ })));
  fireEvent.click(screen.getByRole('menuitem', { name: 'Close a part…', hidden: true }));
  expect(part).toHaveBeenCalledTimes(1);
});

it('says why an item cannot be chosen, and does not do it', () => {
  const item = screen.getByRole('menuitem', { name: /No opposite position/, hidden: true });
  expect(item.getAttribute('aria-disabled')).toBe('true');
  fireEvent.click(item);
  expect(by).not.toHaveBeenCalled();
});
