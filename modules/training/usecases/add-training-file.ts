import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { keepFile } from './keep-file.ts'

/** Stores a file for a lesson. @throws Refusal training.file_size, training.file_type */
export async function addTrainingFile(
  ctx: Context,
  input: Input<typeof api.addTrainingFile>,
): Promise<Output<typeof api.addTrainingFile>> {
  const { sha256, mediaType } = await keepFile(ctx, input.content)
  return { sha256, fileName: input.name, mediaType }
}
