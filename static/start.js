// Wakes the NHS.UK components of the page. Every page works without it.
import { initAll } from './nhsuk/nhsuk-frontend.min.js';

initAll();
