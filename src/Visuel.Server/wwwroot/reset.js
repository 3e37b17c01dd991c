// The page /reset-password: what stands behind the # of the address goes into the form, and out of the address. First
// the token, then whose it is, which is for password managers alone.
const form = document.querySelector('[data-reset]');
if (form && location.hash.length > 1) {
  const [token, email] = location.hash.slice(1).split('&');
  form.querySelector('[name="Typed.Token"]').value = token;
  form.querySelector('[autocomplete="username"]').value = decodeURIComponent(email ?? '');
  history.replaceState(null, '', location.pathname);
}
