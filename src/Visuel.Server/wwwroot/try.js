// The page /try: sends the words to the API that programs use too, and shows the image or the sentence that came back.
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
      headers: { 'Content-Type': 'application/json', 'Accept-Language': document.documentElement.lang },
      body: JSON.stringify({ prompt }),
    });
    const body = await answer.json();
    if (answer.ok) show(body, prompt);
    else refuse(body.error, body.upgradeUrl);
  } catch {
    refuse(form.dataset.lost);
  } finally {
    button.disabled = false;
    stage.classList.remove('busy');
    stage.removeAttribute('aria-busy');
  }
});

function begin() {
  button.disabled = true;
  problem.hidden = true;
  stage.classList.add('busy');
  stage.setAttribute('aria-busy', 'true');
  said.textContent = form.dataset.drawing;
}

function show(body, prompt) {
  const image = new Image(body.width, body.height);
  image.src = `${body.url}?w=1024`;
  image.alt = form.dataset.image.replace('{0}', prompt);
  image.dataset.test = 'image';
  stage.replaceChildren(image);
  made.hidden = false;
  const link = made.querySelector('a');
  link.href = body.url;
  link.download = `${body.id}.png`;
  said.textContent = `${form.dataset.ready} ${form.dataset.left.replace('{0}', body.usage.remaining)}`;
}

function refuse(sentence, upgradeUrl) {
  if (!stage.querySelector('img')) stage.innerHTML = empty;
  problem.querySelector('p').textContent = sentence;
  problem.querySelector('a').hidden = !upgradeUrl;
  problem.hidden = false;
  said.textContent = '';
}
