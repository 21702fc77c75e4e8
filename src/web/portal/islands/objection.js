/* Plain script: nothing here has types for these rules to read. */
/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return, typescript/no-misused-promises */
// Sends an objection: first its evidence, file by file, then the case. Without it the form stays closed.
const form = document.querySelector('form[data-objection]');
const { csrf, key, lang, parent, jurisdiction, sending, done, follow, failed, many } = form.dataset;
const button = form.querySelector('button');
const outcome = form.querySelector('.outcome');
const sent = new Map();

const say = (words, tone) => {
  outcome.textContent = words;
  outcome.className = `outcome note ${tone}`;
};

const post = async (path, body, headers) => {
  const answer = await fetch(path, {
    method: 'POST',
    body,
    headers: { 'x-csrf-token': csrf, 'accept-language': lang, ...headers },
  });
  const value = await answer.json();
  if (!answer.ok)
    throw Object.assign(new Error(value.code), { said: value.sentence?.[lang] ?? value.title });
  return value;
};

// A second attempt does not send the same file again.
const upload = async (file) => {
  const name = `${file.name} ${file.size} ${file.lastModified}`;
  if (!sent.has(name)) {
    const body = new FormData();
    body.append('file', file);
    sent.set(name, (await post('/api/files', body, {})).id);
  }
  return sent.get(name);
};

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const files = [...form.elements.evidence.files];
  if (files.length > 20) return say(many, 'bad');
  button.disabled = true;
  say(sending, 'plain-note');
  try {
    const evidence = [];
    for (const file of files) evidence.push(await upload(file));
    const input = {
      parent,
      interest: form.elements.interest.value,
      reason: form.elements.reason.value,
      evidence,
    };
    const body = JSON.stringify({ procedure: 'reg.objection', jurisdiction, input });
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    const lodged = await post('/api/cases', body, headers);
    for (const field of form.elements) field.disabled = true;
    say(done, 'good');
    const link = document.createElement('a');
    link.href = `/workbench/cases/${lodged.id}`;
    link.textContent = follow;
    outcome.append(link);
  } catch (error) {
    button.disabled = false;
    say(error.said ?? failed, 'bad');
  }
  outcome.focus();
});

button.disabled = false;
