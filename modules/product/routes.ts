import { command, query } from '#platform/operation'
import { api } from './api.ts'
import { addProduct } from './usecases/add-product.ts'
import { comparePlans } from './usecases/compare-plans.ts'
import { compareVersions } from './usecases/compare-versions.ts'
import { discardVersion } from './usecases/discard-version.ts'
import { draftVersion } from './usecases/draft-version.ts'
import { getProduct } from './usecases/get-product.ts'
import { getVersion } from './usecases/get-version.ts'
import { listProducts } from './usecases/list-products.ts'
import { publishVersion } from './usecases/publish-version.ts'
import { quote } from './usecases/quote.ts'
import { saveVersion } from './usecases/save-version.ts'

export const routes = {
  listProducts: query(api.listProducts, listProducts),
  getProduct: query(api.getProduct, getProduct),
  getVersion: query(api.getVersion, getVersion),
  compareVersions: query(api.compareVersions, compareVersions),
  addProduct: command(api.addProduct, addProduct),
  draftVersion: command(api.draftVersion, draftVersion),
  saveVersion: command(api.saveVersion, saveVersion),
  publishVersion: command(api.publishVersion, publishVersion),
  discardVersion: command(api.discardVersion, discardVersion),
  quote: query(api.quote, quote),
  comparePlans: query(api.comparePlans, comparePlans),
}
