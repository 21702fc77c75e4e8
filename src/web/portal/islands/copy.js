/* Plain script: nothing here has types for these rules to read. */
/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return, typescript/no-misused-promises */
// Puts a text of the page on the clipboard; where there is none, the text is selected instead.
for (const button of document.querySelectorAll('[data-copy]')) {
  const source = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(source.textContent);
      button.textContent = `✓ ${button.textContent.replace(/^✓ /, '')}`;
    } catch {
      getSelection().selectAllChildren(source);
    }
  });
}
