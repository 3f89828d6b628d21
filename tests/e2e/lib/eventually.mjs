/** Waits until condition() gives something true, and returns it; a condition that throws is not true yet. */
export async function eventually(condition, what, seconds = 15) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    let failure = '';
    try {
      const value = await condition();
      if (value) return value;
    } catch (error) {
      failure = ` (${error.message})`;
    }
    if (Date.now() > deadline) throw new Error(`not within ${seconds} s: ${what}${failure}`);
    // lint: allow honest_tests: the one poll behind every wait, with a deadline
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
