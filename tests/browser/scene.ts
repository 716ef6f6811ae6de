import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { openTestHouse, type TestHouse } from '../house.ts'
import { openStage, type Stage } from './stage.ts'

/** A house with its people and the windows they look into it through. */
export type Scene = {
  house: TestHouse
  stage: Stage
  /** A window of this person, signed in. */
  enter(username: string, options?: Parameters<Stage['enter']>[2]): Promise<Page>
}

/**
 * Prepares a house and a stage for the tests around it. When one fails, what every window showed is kept under `name`; when
 * all are done, no window has met a fault. What is returned is filled in by then.
 */
export function openScene(name: string, prepare: (house: TestHouse) => Promise<void>): Scene {
  const scene = {
    async enter(username, options) {
      return (await scene.stage.enter(username, `password-${username}`, options)).page
    },
  } as Scene
  beforeAll(async () => {
    scene.house = await openTestHouse({ today: '2026-03-02' })
    await prepare(scene.house)
    scene.stage = await openStage(scene.house.app)
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await scene.stage.shots(`${name}-failed`)
  })
  afterAll(async () => {
    expect(scene.stage?.faults() ?? []).toEqual([])
    await scene.stage?.close()
    await scene.house?.close()
  })
  return scene
}
