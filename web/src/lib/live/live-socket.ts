// Carries out what the socket machine decides: the one WebSocket of this page, its timer and its subscriptions.
import { socketUrl } from '@/config/env';
import { newKey } from '@/lib/uuid';
import { parseEnvelope } from './frames';
import { hear, reconnected, withoutPositions } from './live-data';
import { useLive } from './live-store';
import { type SocketEvent, step } from './socket-machine';

const channels = ['mission', 'state:*', 'events:*'];
const tickMs = 250;

let socket: WebSocket | null = null;
/** Id of the subscription that named positions, while its answer is on its way. */
let resuming: string | null = null;
let timer: ReturnType<typeof setInterval> | null = null;

function send(type: string, data: Record<string, unknown>, id?: string): void {
  if (socket?.readyState !== WebSocket.OPEN) return;
  socket.send(JSON.stringify({ type, ts: Date.now(), data, ...(id ? { id } : {}) }));
}

function dispatch(event: SocketEvent): void {
  const live = useLive.getState();
  const [state, action] = step(live.socket, event, Date.now(), Math.random());
  if (state !== live.socket) useLive.setState({ socket: state });
  if (action === 'connect') connect();
  if (action === 'close') drop();
}

function drop(): void {
  const old = socket;
  socket = null;
  old?.close(1000);
}

function connect(): void {
  drop();
  const mine = new WebSocket(socketUrl(), ['signalos.v1']);
  socket = mine;
  mine.onopen = () => {
    if (socket !== mine) return;
    dispatch({ on: 'opened' });
    useLive.setState(({ data }) => ({ data: reconnected(data) }));
    subscribe();
  };
  mine.onmessage = (message) => {
    if (socket !== mine || typeof message.data !== 'string') return;
    dispatch({ on: 'frame' });
    onText(message.data);
  };
  mine.onclose = (closed) => {
    if (socket !== mine) return;
    socket = null;
    dispatch({ on: 'closed', code: closed.code });
  };
}

/** Durable channels go on where they stood; keyed ones begin with a snapshot. */
function subscribe(): void {
  const known = [...useLive.getState().data.positions].map(([ch, { ep, off }]) => ({ ch, ep, off }));
  const id = newKey();
  resuming = known.length > 0 ? id : null;
  send('subscribe', { channels: [...channels.map((ch) => ({ ch })), ...known] }, id);
}

function onText(text: string): void {
  const frame = parseEnvelope(text);
  if (frame === null) return;
  if (frame.type === 'error' && frame.re !== undefined && frame.re === resuming) {
    // A terminal that is gone, or no longer ours to see, would refuse the whole subscription.
    useLive.setState(({ data }) => ({ data: withoutPositions(data) }));
    subscribe();
    return;
  }
  const { data, resync, beat } = hear(useLive.getState().data, frame, Date.now());
  useLive.setState({ data });
  if (beat !== null) send('heartbeat_ack', { n: beat, client_ts: Date.now() });
  for (const ch of resync) askAgain(ch);
}

/** A keyed stream begins anew; a durable one goes on behind what was heard last. */
function askAgain(ch: string): void {
  const heard = useLive.getState().data.positions.get(ch);
  if (heard === undefined) send('resync', { ch }, newKey());
  else send('subscribe', { channels: [{ ch, ...heard }] }, newKey());
}

export function startLive(): () => void {
  const hurry = () => {
    if (document.visibilityState === 'visible') dispatch({ on: 'hurry' });
  };
  window.addEventListener('online', hurry);
  document.addEventListener('visibilitychange', hurry);
  timer = setInterval(() => dispatch({ on: 'tick' }), tickMs);
  dispatch({ on: 'start' });
  return () => {
    window.removeEventListener('online', hurry);
    document.removeEventListener('visibilitychange', hurry);
    if (timer !== null) clearInterval(timer);
    dispatch({ on: 'stop' });
    useLive.getState().forget();
  };
}

export function reconnectNow(): void {
  dispatch({ on: 'hurry' });
}
