// Wakes the NHS.UK components of the page. Every page works without it.
import { initAll } from './nhsuk/nhsuk-frontend.min.js';

// The frontend's own button for files is heard otherwise than it reads, which axe objects to: the
// browser's does as well, and takes a file that is dropped on it too.
for (const upload of document.querySelectorAll('[data-module="nhsuk-file-upload"]')) {
  upload.removeAttribute('data-module');
}

initAll();
