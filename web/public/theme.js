// Runs before the first paint, from a file of its own because inline scripts are forbidden.
(() => {
  const stored = localStorage.getItem('signalos-theme');
  const theme =
    stored === 'light' || stored === 'dark'
      ? stored
      : matchMedia('(prefers-color-scheme: light)').matches
        ? 'light'
        : 'dark';
  document.documentElement.dataset.theme = theme;
})();
