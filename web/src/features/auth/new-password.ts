export const leastPassword = 12;

/** Words for what is wrong with a new password typed twice; empty when nothing is. */
export function faultOfNew(password: string, again: string): string {
  if (password.length < leastPassword) return `At least ${leastPassword} characters.`;
  return password === again ? '' : 'The two new passwords differ.';
}
