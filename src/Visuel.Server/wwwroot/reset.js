// The page /reset-password: what stands behind the # of the address goes into the form, and out of the address.
const token = document.querySelector('[data-reset] [name="Typed.Token"]');
if (token && location.hash.length > 1) {
  token.value = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
}
