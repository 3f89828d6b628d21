/** The other theme, remembered on this device; public/theme.js applies it before the next first paint. */
export function toggleTheme(): void {
  const next = document.documentElement.dataset.theme === 'light' ? 'dark' : 'light';
  document.documentElement.dataset.theme = next;
  localStorage.setItem('signalos-theme', next);
}
