/** An idempotency key: every press of one dialog carries the same, so that it is one command however often it is pressed. */
export function newKey(): string {
  return crypto.randomUUID();
}
