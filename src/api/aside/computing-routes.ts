import type { App } from '../app-type.js';
import type { PastShelf } from '../past-shelf.js';
import { PolicyShelf } from '../policy-shelf.js';
import { exportRoute } from '../routes/export-route.js';
import { hospitalSideRoutes } from '../routes/hospital-side-routes.js';
import { inStayRoute } from '../routes/in-stay-route.js';
import { priceRoute } from '../routes/price-route.js';
import type { SchemeShelf } from '../shipped-names.js';

/**
 * The routes that work out something from the cases of a request, beside grouping alone.
 * @param policies  of other routes of this thread, so that each is read once
 */
export function computingRoutes(
  app: App,
  dataFolder: string,
  schemes: SchemeShelf,
  pasts: PastShelf,
  policies = new PolicyShelf(dataFolder),
): void {
  priceRoute(app, schemes, policies);
  inStayRoute(app, schemes, pasts);
  hospitalSideRoutes(app, dataFolder);
  exportRoute(app, dataFolder);
}
