import type { Document, Schema } from '#app/openapi'

/** Every parameter and field of the OpenAPI document that nobody explains, as `operation?parameter` and `operation in|out.path`. */
export function unexplainedFields(document: Document): string[] {
  return Object.values(document.paths).flatMap(item =>
    Object.values(item).flatMap(({ operationId, parameters = [], requestBody, responses }) => [
      ...parameters.filter(one => !one.description).map(one => `${operationId}?${one.name}`),
      ...Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => unexplained(schema, `${operationId} in`)),
      ...Object.values(responses['200']?.content ?? {}).flatMap(({ schema }) =>
        unexplained(schema, `${operationId} out`),
      ),
    ]),
  )
}

function unexplained(schema: Schema | undefined, at: string): string[] {
  if (!schema) return []
  const { properties = {}, items, additionalProperties, anyOf = [], oneOf = [], allOf = [] } = schema
  return [
    ...Object.entries(properties).flatMap(([name, field]) => [
      ...((field.description ?? field.title) ? [] : [`${at}.${name}`]),
      ...unexplained(field, `${at}.${name}`),
    ]),
    ...[...anyOf, ...oneOf, ...allOf].flatMap(inner => unexplained(inner, at)),
    ...unexplained(items, `${at}[]`),
    ...(typeof additionalProperties === 'object' ? unexplained(additionalProperties, `${at}{}`) : []),
  ]
}
