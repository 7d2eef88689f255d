// Asks the server what a claim would come to while it is typed: the same check as the page's button.
const form = document.querySelector('form[data-checks]');
let waiting;
let asked = 0;

async function check() {
  const mine = ++asked;
  const data = new FormData(form);
  data.set('do', 'check');
  let page;
  try {
    const answer = await fetch(window.location.pathname, { method: 'POST', body: data });
    if (!answer.ok || answer.redirected) return;
    page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  } catch {
    return; // no connection: the button on the page still checks
  }
  if (mine !== asked) return; // something was typed since
  for (const place of form.querySelectorAll('[data-checked]')) {
    const found = page.querySelector(`[data-checked="${place.dataset.checked}"]`);
    if (found && found.innerHTML !== place.innerHTML) place.replaceChildren(...found.childNodes);
  }
}

form?.addEventListener('input', () => {
  clearTimeout(waiting);
  waiting = setTimeout(check, 500);
});
