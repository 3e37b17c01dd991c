// The page /try: sends the words to the API that programs use too, listens how it goes, and shows the image or the sentence that came back.
const form = document.querySelector('[data-try]');
const [button, problem, stage, made, said] = ['button', '[data-problem]', '[data-stage]', '[data-made]', '[data-said]'].map(part => form.querySelector(part));
const empty = stage.innerHTML;

form.addEventListener('submit', async event => {
  event.preventDefault();
  if (button.disabled) return;
  const prompt = form.elements.prompt.value;
  begin();
  try {
    const answer = await fetch('/api/images/generate', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': document.documentElement.lang, Prefer: 'respond-async' },
      body: JSON.stringify({ prompt }),
    });
    const body = await answer.json();
    if (!answer.ok) return refuse(body.error, body.upgradeUrl);
    const over = await follow(body);
    if (over.image) await show(over.image, prompt);
    else refuse(over.error?.error ?? form.dataset.lost);
  } catch {
    refuse(form.dataset.lost);
  } finally {
    button.disabled = false;
    stage.classList.remove('busy');
    stage.removeAttribute('aria-busy');
  }
});

// Tells how many are in front until the generation is over; gives its last record.
function follow(generation) {
  return new Promise((resolve, reject) => {
    const events = new EventSource(`/api/generations/${generation.id}/events`);
    events.addEventListener('state', event => {
      const now = JSON.parse(event.data);
      said.textContent = now.queuePosition > 0 ? form.dataset.queue.replace('{0}', now.queuePosition) : form.dataset.drawing;
      if (!now.finishedAt) return;
      events.close();
      resolve(now);
    });
    // A lost connection is taken up again by the browser; only when it may not be is it over.
    events.onerror = () => events.readyState === EventSource.CLOSED && reject(new Error('closed'));
  });
}

function begin() {
  button.disabled = true;
  problem.hidden = true;
  stage.classList.add('busy');
  stage.setAttribute('aria-busy', 'true');
  said.textContent = form.dataset.drawing;
}

async function show(drawn, prompt) {
  const image = new Image(1024, 1024);
  image.src = `${drawn.url}?w=1024`;
  image.alt = form.dataset.image.replace('{0}', prompt);
  image.dataset.test = 'image';
  stage.replaceChildren(image);
  const { engine } = await (await fetch(`/api/images/${drawn.id}`)).json();
  made.querySelector('[data-offline]').hidden = engine !== 'composer';
  const link = made.querySelector('a');
  link.href = drawn.url;
  made.hidden = false;
  const { usage } = await (await fetch('/api/images/generate')).json();
  said.textContent = `${form.dataset.ready} ${form.dataset.left.replace('{0}', usage.remaining)}`;
}

function refuse(sentence, upgradeUrl) {
  if (!stage.querySelector('img')) stage.innerHTML = empty;
  problem.querySelector('p').textContent = sentence;
  problem.querySelector('a').hidden = !upgradeUrl;
  problem.hidden = false;
  said.textContent = '';
}
