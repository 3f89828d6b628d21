/** The value below which a share of the samples lies (nearest rank). */
export function percentile(samples, share) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

const rounded = (value) => Math.round(value * 100) / 100;

export const summary = (samples) => ({
  n: samples.length,
  p50: rounded(percentile(samples, 0.5)),
  p99: rounded(percentile(samples, 0.99)),
  max: rounded(Math.max(...samples)),
});

/** This machine's wall clock, ms with fractions. */
export const wallNow = () => performance.timeOrigin + performance.now();
