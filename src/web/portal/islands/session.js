/* Plain script: nothing here has types for these rules to read. */
/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return, typescript/no-misused-promises */
// Signing out ends the session on the server, then shows this page as a stranger sees it.
for (const button of document.querySelectorAll('[data-sign-out]')) {
  button.addEventListener('click', async () => {
    button.disabled = true;
    const headers = { 'x-csrf-token': button.dataset.csrf, 'content-type': 'application/json' };
    const request = { method: 'DELETE', headers, body: '{}' };
    await fetch('/api/session', request).catch(() => undefined);
    // What was typed and not sent yet is not for whoever comes next.
    try {
      sessionStorage.clear();
    } catch {}
    location.reload();
  });
}
