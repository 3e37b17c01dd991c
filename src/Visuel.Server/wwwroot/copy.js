// Copies the field that a button names, and says whether that worked. Browsers that keep the clipboard from plain http have only the older way.
const button = document.querySelector('[data-copy]');
const field = document.getElementById(button.dataset.copy);
const said = document.querySelector('[data-copy-said]');

button.hidden = false;
field.addEventListener('focus', () => field.select());
button.addEventListener('click', async () => {
  field.select();
  const copied = navigator.clipboard
    ? await navigator.clipboard.writeText(field.value).then(() => true, () => false)
    : document.execCommand('copy');
  said.textContent = copied ? button.dataset.copied : button.dataset.failed;
});
