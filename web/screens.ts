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
  /** Stands in the navigation when given, sorted by order, under the section the order falls into. */
  nav?: {
    icon: ReactNode
    order: number
    /** To whose work it belongs, if not to that of everybody who may open it: any of these permissions. */
    worksWith?: readonly string[]
  }
}

const found = import.meta.glob<{ default: Screen[] }>('./screens/*/screens.tsx', { eager: true })

/** Every screen of the house. */
export const screens: Screen[] = Object.values(found).flatMap(module => module.default)

/** Whether a screen stands in the reader's menu: it has a place there, may be opened, and belongs to their work. */
export const inMenu = ({ nav, permission }: Screen, may: (permission: string) => boolean): boolean =>
  nav !== undefined && may(permission) && (nav.worksWith?.some(may) ?? true)

/** What the navigation is divided into: a section holds the orders from its own to the next one's. The first needs no name. */
export const sections = [
  { from: 0, title: null },
  { from: 10, title: 'shell.section.deals' },
  { from: 30, title: 'shell.section.customers' },
  { from: 50, title: 'shell.section.risk' },
  { from: 69, title: 'shell.section.performance' },
  { from: 80, title: 'shell.section.team' },
  { from: 85, title: 'shell.section.settings' },
] as const

/** The section an order falls into. */
export const sectionOf = (order: number) => sections.findLast(section => section.from <= order)!
