// The connection of an open page: Blazor tells its state, this shows it.
const dialog = document.getElementById('components-reconnect-modal');
dialog.addEventListener('components-reconnect-state-changed', event => {
  const { state } = event.detail;
  dialog.dataset.state = state;
  if (state === 'show') dialog.showModal();
  else if (state === 'hide') dialog.close();
  else if (state === 'failed') document.addEventListener('visibilitychange', retryWhenSeen);
  else if (state === 'rejected') reloadWhenSeen();
});
document.getElementById('reconnect-reload').addEventListener('click', () => location.reload());

async function retryWhenSeen() {
  if (document.visibilityState !== 'visible') return;
  document.removeEventListener('visibilitychange', retryWhenSeen);
  try {
    // False: the server is there and has forgotten the circuit.
    if (!await Blazor.reconnect()) location.reload();
  } catch {
    document.addEventListener('visibilitychange', retryWhenSeen);
  }
}

// A page that nobody looks at takes no circuit away from those that somebody looks at.
function reloadWhenSeen() {
  if (document.visibilityState === 'visible') location.reload();
  else document.addEventListener('visibilitychange', () => location.reload(), { once: true });
}
