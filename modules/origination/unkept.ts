/**
 * Personal data on its way to one reader. Written as JSON it is empty, so that no kept answer ever holds it: the write path
 * keeps a command's answer under its key, and a retry of this one gets an empty answer and asks anew.
 */
export class Unkept {
  constructor(fields: Record<string, string>) {
    Object.assign(this, fields)
    Object.defineProperty(this, 'toJSON', { value: () => ({}), enumerable: false })
  }
}
