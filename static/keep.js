// Keeps what is typed in a form until it has arrived: when the connection is lost, nothing is.
// Kept in this tab alone, and forgotten with it. Every form works without this.

const SECRET = /password|code|csrf|typed_by/;
const key = (form) => `typed:${location.pathname}:${form.elements.typed_by?.value ?? ''}`;

const fields = (form) =>
  [...form.elements].filter(
    (each) => each.name && !SECRET.test(each.name) && !['hidden', 'file', 'submit'].includes(each.type)
  );

const saved = (form) =>
  fields(form).map((each) => [each.name, each.value, each.checked === true]);

const say = (form, words) => {
  const place = form.querySelector('.app-kept') ?? document.createElement('div');
  place.className = 'app-kept nhsuk-inset-text';
  place.setAttribute('role', 'status');
  place.textContent = words;
  form.prepend(place);
};

const putBack = (form, values) => {
  let changed = false;
  fields(form).forEach((each, index) => {
    const [name, value, checked] = values[index] ?? [];
    if (name !== each.name) return;
    if (each.type === 'checkbox' || each.type === 'radio') {
      if (each.value !== value || each.checked === checked) return;
      each.checked = checked;
      each.dispatchEvent(new Event('click', { bubbles: true }));
    } else if (each.value !== value) each.value = value;
    else return;
    changed = true;
  });
  return changed;
};

for (const form of document.querySelectorAll('form[data-keep]')) {
  const kept = sessionStorage.getItem(key(form));
  if (kept && !('sent' in form.dataset) && putBack(form, JSON.parse(kept))) {
    say(form, 'What you typed before is back in this form. It has not been sent.');
  }
  form.addEventListener('input', () => {
    sessionStorage.setItem(key(form), JSON.stringify(saved(form)));
  });
  form.addEventListener('submit', (event) => {
    if (navigator.onLine) {
      sessionStorage.setItem('sending', key(form));
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    say(form, 'There is no connection, so nothing was sent. What you typed is kept: try again.');
  }, true);
}

// A form that led to another page has arrived.
const sent = sessionStorage.getItem('sending');
if (sent && !sent.startsWith(`typed:${location.pathname}:`)) sessionStorage.removeItem(sent);
sessionStorage.removeItem('sending');
