/** An idempotency key; made when a dialog opens, so that one dialog is one command however often it is pressed. */
export function newKey(): string {
  return crypto.randomUUID();
}
