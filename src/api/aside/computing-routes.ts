import type { App } from '../app-type.js';
import type { PastShelf } from '../past-shelf.js';
import { exportRoute } from '../routes/export-route.js';
import { hospitalSideRoutes } from '../routes/hospital-side-routes.js';
import { inStayRoute } from '../routes/in-stay-route.js';
import { priceRoute } from '../routes/price-route.js';
import type { SchemeShelf } from '../shipped-names.js';

/** The routes that work out something from the cases of a request, beside grouping alone. */
export function computingRoutes(app: App, dataFolder: string, schemes: SchemeShelf, pasts: PastShelf): void {
  priceRoute(app);
  inStayRoute(app, schemes, pasts);
  hospitalSideRoutes(app, dataFolder);
  exportRoute(app, dataFolder);
}
