import { CalculatorOutlined, TagsOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import type { Screen } from '../../screens.ts'

const screens: Screen[] = [
  {
    path: '/product/quote',
    title: 'product.screen.quote',
    permission: 'product.plan.quote',
    component: lazy(() => import('./quote.tsx')),
    nav: { icon: <CalculatorOutlined />, order: 11 },
  },
  {
    path: '/product/products',
    title: 'product',
    permission: 'product.product.read',
    component: lazy(() => import('./products.tsx')),
    nav: { icon: <TagsOutlined />, order: 50 },
  },
  {
    path: '/product/products/$id',
    title: 'product.product',
    permission: 'product.product.read',
    component: lazy(() => import('./product.tsx')),
  },
]
export default screens
