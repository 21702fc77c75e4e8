// What was typed and not sent yet is not for whoever comes after the one who signs out.
for (const form of document.querySelectorAll('form[data-sign-out]')) {
  form.addEventListener('submit', () => {
    try {
      sessionStorage.clear();
    } catch {}
  });
}
