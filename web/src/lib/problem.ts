// Failures of the relay, as application/problem+json, turned into words for people.
import * as z from 'zod/mini';

const problemSchema = z.object({
  status: z.number(),
  code: z.string(),
  detail: z.string(),
  retry_after_ms: z.optional(z.number()),
  errors: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
});

export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly retryAfterMs: number | undefined;

  constructor(status: number, code: string, detail: string, retryAfterMs?: number) {
    super(detail);
    this.status = status;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }

  /** Any body of a failed answer; a body that is no problem document still gives words. */
  static from(status: number, body: unknown): Problem {
    const parsed = problemSchema.safeParse(body);
    if (!parsed.success) return new Problem(status, 'unknown', `The relay answered ${status}.`);
    const fields = parsed.data.errors?.map((fault) => `${fault.path}: ${fault.message}`).join('; ');
    const detail = fields ? `${parsed.data.detail} (${fields})` : parsed.data.detail;
    return new Problem(status, parsed.data.code, detail, parsed.data.retry_after_ms);
  }
}

export function wordsOf(failure: unknown): string {
  if (failure instanceof Problem) return failure.message;
  if (failure instanceof TypeError) return 'The relay cannot be reached. Check the connection and try again.';
  return failure instanceof Error ? failure.message : 'Something went wrong.';
}
