/* Plain script: nothing here has types for these rules to read. */
/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return, typescript/no-misused-promises */
// Signs in with JSON and goes on to where the reader came from; the address was checked by the server.
const form = document.querySelector('form[data-sign-in]');
const { next, lang, failed } = form.dataset;
const outcome = form.querySelector('.outcome');
const button = form.querySelector('button');

const say = (words) => {
  outcome.textContent = words;
  outcome.className = 'outcome note bad';
  outcome.focus();
};

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  button.disabled = true;
  const { account, password, totp } = form.elements;
  const body = { account: account.value, password: password.value };
  if (totp.value !== '') body.totp = totp.value;
  try {
    const answer = await fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': lang },
      body: JSON.stringify(body),
    });
    if (answer.ok) return location.assign(next);
    const problem = await answer.json();
    say(problem.sentence?.[lang] ?? problem.title);
    if (problem.code === 'TOTP_NEEDED') totp.focus();
  } catch {
    say(failed);
  }
  button.disabled = false;
});

for (const pick of document.querySelectorAll('[data-login]')) {
  pick.addEventListener('click', (event) => {
    event.preventDefault();
    form.elements.account.value = pick.dataset.login;
    form.elements.password.value = pick.dataset.password ?? '';
    form.elements[pick.dataset.password ? 'account' : 'password'].focus();
  });
}
