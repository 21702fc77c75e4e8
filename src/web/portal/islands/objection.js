/* Plain script: nothing here has types for these rules to read. */
/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return, typescript/no-misused-promises */
// The form works without this. It keeps what is written for as long as the window is open, sends it
// once, and sends nothing while there is no connection.
const form = document.querySelector('form[data-objection]');
const { objection, sending, offline, cut } = form.dataset;
const outcome = form.querySelector('.outcome');
const fields = form.querySelectorAll('textarea');
const place = (field) => `shuji-objection:${objection}:${field.name}`;

// A browser may refuse to keep anything.
const kept = (use) => {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
};

for (const field of fields) {
  if (field.value === '') field.value = kept((store) => store.getItem(place(field))) ?? '';
  field.addEventListener('input', () => kept((store) => store.setItem(place(field), field.value)));
  // A browser cuts off in silence what does not fit.
  field.addEventListener('paste', ({ clipboardData }) => {
    const { value, maxLength, selectionStart, selectionEnd } = field;
    const room = maxLength - value.length + selectionEnd - selectionStart;
    if ((clipboardData?.getData('text').length ?? 0) <= room) return;
    outcome.className = 'outcome note plain-note';
    outcome.textContent = cut.replace('{n}', maxLength);
  });
}

form.addEventListener('submit', (event) => {
  if (navigator.onLine === false) {
    event.preventDefault();
    outcome.className = 'outcome note bad';
    outcome.textContent = offline;
    return;
  }
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = '1';
  // What was lodged stands on its case; what is refused comes back in the answer.
  if (event.submitter?.value === 'send')
    kept((store) => ['interest', 'reason'].forEach((name) => store.removeItem(place({ name }))));
  outcome.className = 'outcome note plain-note';
  outcome.textContent = sending;
});

// Coming back by the browser's own way, the form can be sent again.
addEventListener('pageshow', () => {
  delete form.dataset.sent;
  outcome.className = 'outcome';
  outcome.textContent = '';
});
