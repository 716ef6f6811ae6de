import type { ComponentType, LazyExoticComponent, ReactNode } from 'react'

/** A screen as its module registers it in `screens/<module>/screens.tsx`. */
export type Screen = {
  /** The path, with `$id` for parameters. */
  path: string
  /** The word key of its title. */
  title: string
  /** Who sees it; `self` is everyone signed in. */
  permission: string
  component: LazyExoticComponent<ComponentType>
  /** Stands in the navigation when given, sorted by order. */
  nav?: { icon: ReactNode; order: number }
}

const found = import.meta.glob<{ default: Screen[] }>('./screens/*/screens.tsx', { eager: true })

/** Every screen of the house. */
export const screens: Screen[] = Object.values(found).flatMap(module => module.default)
