// A view that takes the place of another begins at its top. What had the focus may have gone with the old view: then Tab
// and a screen reader begin with the new one as well, instead of nowhere.

export function beginAtTop(): void {
  const main = document.getElementById('main');
  main?.scrollTo({ top: 0 });
  if (document.activeElement === null || document.activeElement === document.body) main?.focus({ preventScroll: true });
}
