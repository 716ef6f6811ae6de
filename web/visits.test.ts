import { expect, it } from 'vitest'
import { mostVisited, visited } from './visits.ts'

const pages = ['/a', '/b', '/c', '/d'].map(path => ({ path }))
const paths = (found: { path: string }[]) => found.map(({ path }) => path)

it('offers the pages most gone to, and the first ones to somebody new', () => {
  expect(paths(mostVisited(pages, {}, 3))).toEqual(['/a', '/b', '/c'])
  const visits = ['/d', '/c', '/d'].reduce(visited, {})
  expect(paths(mostVisited(pages, visits, 3))).toEqual(['/d', '/c', '/a'])
})

it('forgets old habits: what one goes to now overtakes what one went to a thousand times', () => {
  let visits = {}
  for (let time = 0; time < 1000; time += 1) visits = visited(visits, '/a')
  visits = visited(visits, '/c')
  for (let time = 0; time < 70; time += 1) visits = visited(visits, '/b')
  expect(paths(mostVisited(pages, visits, 1))).toEqual(['/b'])
})
