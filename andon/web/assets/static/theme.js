// Before the first paint, so that a dark board never flashes white. A classic script: modules come too late.
(() => {
  let kept = null;
  try { kept = localStorage.getItem("theme"); } catch { /* private windows may refuse */ }
  if (kept === "dark" || kept === "light") document.documentElement.dataset.theme = kept;
})();
