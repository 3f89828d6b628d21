import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { Envelope } from '@/lib/live/frames';
import { hear, noData } from '@/lib/live/live-data';
import { useLive } from '@/lib/live/live-store';
import NoticeBar from './notice-bar';

const notice = (text: string, until: number | null, severity = 'medium'): Envelope =>
  ({ type: 'system_notice', ts: 1, data: { severity, text, until } }) as unknown as Envelope;

function heard(...frames: Envelope[]) {
  const data = frames.reduce((known, frame) => hear(known, frame, 1).data, noData);
  useLive.setState({ data });
  render(<NoticeBar />);
}

afterEach(() => {
  cleanup();
  useLive.getState().forget();
});

it('shows a notice until it is put away, and the others after that', () => {
  heard(notice('The relay restarts at nine.', null), notice('Coffee is ready.', null, 'low'));
  expect(screen.getByText('The relay restarts at nine.')).toBeTruthy();
  expect(screen.getByText('Important')).toBeTruthy();
  fireEvent.click(screen.getAllByRole('button', { name: 'Dismiss the notice' })[0] as HTMLElement);
  expect(screen.queryByText('The relay restarts at nine.')).toBeNull();
  expect(screen.getByText('Coffee is ready.')).toBeTruthy();
});

it('shows none whose time is over, none that makes no sense, and markup as text', () => {
  heard(notice('Over.', 5), notice('Loud.', null, 'deafening'), notice('<b>Bold</b>', Date.now() + 60_000));
  expect(screen.queryByText('Over.')).toBeNull();
  expect(screen.queryByText('Loud.')).toBeNull();
  expect(screen.getByText('<b>Bold</b>')).toBeTruthy();
});
