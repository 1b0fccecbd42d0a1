// Why it is safe again, in the words of who releases it.
const box = document.querySelector("dialog.release");
const words = box.querySelector("textarea");
let told = null;

// -> the words, or null where nobody gave any.
export function whyIsItSafe() {
  words.value = "";
  box.showModal();
  return new Promise((resolve) => { told = resolve; });
}

box.querySelector('[data-do="release"]').addEventListener("click", () => {
  if (!words.value.trim()) return words.focus();
  told(words.value);
  box.close();
});
box.addEventListener("close", () => told?.(null));
