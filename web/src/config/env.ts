// Where the relay is. Empty means: the origin that served this page.
export const apiUrl: string = import.meta.env.VITE_API_URL ?? '';

export function socketUrl(): string {
  const given: string = import.meta.env.VITE_WS_URL ?? '';
  if (given !== '') return given;
  const base = new URL(apiUrl === '' ? window.location.href : apiUrl);
  return `${base.protocol === 'http:' ? 'ws' : 'wss'}://${base.host}/ws`;
}
