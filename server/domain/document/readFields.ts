import { clean } from '../../text/fold.ts'
import { nearest } from '../../text/nearest.ts'
import type { Problem } from './document.ts'
import type { FieldType, Keys } from './fieldTypes.ts'
import type { FrontEntry, FrontNode } from './frontMatter.ts'
import { readScalar } from './scalars.ts'

export interface FieldReader {
  problems: Problem[]
  /** Where each key that was read stands, by its path. */
  lines: Map<string, number>
}

type Values = Record<string, unknown>

/**
 * Reads a group of keys by their declaration, in the declared order. What cannot be read is reported and left out, so
 * that an old text is still shown; who saves refuses a text with problems.
 */
export function readGroup(
  entries: FrontEntry[],
  keys: Keys,
  path: string,
  line: number,
  reader: FieldReader,
): Values {
  const given = new Map(entries.map((entry) => [entry.key, entry]))
  for (const entry of entries)
    if (!Object.hasOwn(keys, entry.key)) reportUnknownKey(entry, keys, path, reader)
  const values: Values = {}
  for (const [name, key] of Object.entries(keys)) {
    const inner = path === '' ? name : `${path}.${name}`
    const entry = given.get(name)
    if (entry !== undefined) reader.lines.set(inner, entry.line)
    const before = reader.problems.length
    const value = entry === undefined ? undefined : readValue(entry.value, key.type, inner, reader)
    if (value !== undefined) values[name] = value
    else if (key.required && reader.problems.length === before) {
      reader.problems.push({ key: inner, line: entry?.line ?? line, message: `La clé « ${name} » manque.` })
    }
  }
  return values
}

function reportUnknownKey(entry: FrontEntry, keys: Keys, path: string, { problems }: FieldReader): void {
  const [near] = nearest(entry.key, Object.keys(keys))
  const hint = near === undefined ? '' : ` Vouliez-vous dire « ${near} » ?`
  const key = path === '' ? entry.key : `${path}.${entry.key}`
  problems.push({ key, line: entry.line, message: `Clé inconnue : « ${entry.key.slice(0, 60)} ».${hint}` })
}

function readValue(node: FrontNode, type: FieldType, path: string, reader: FieldReader): unknown {
  const report = (message: string) => {
    reader.problems.push({ key: path, line: node.line, message })
    return undefined
  }
  if (node.kind === 'scalar' && clean(node.text).trim() === '') return undefined
  if (type.type === 'list') {
    if (node.kind !== 'list') return report('Une liste est attendue : une ligne « - … » pour chaque valeur.')
    return readList(node.items, type, path, reader)
  }
  if (type.type === 'group') {
    if (node.kind !== 'group') return report('Des lignes « clé: valeur » décalées sont attendues ici.')
    const values = readGroup(node.entries, type.keys, path, node.line, reader)
    return Object.keys(values).length === 0 ? undefined : values
  }
  if (node.kind !== 'scalar') return report('Une seule valeur est attendue ici.')
  const read = readScalar(node.text, type)
  return 'message' in read ? report(read.message) : read.value
}

function readList(
  nodes: FrontNode[],
  type: Extract<FieldType, { type: 'list' }>,
  path: string,
  reader: FieldReader,
): unknown[] | undefined {
  if (nodes.length > type.max) {
    const line = nodes[type.max]?.line ?? 1
    reader.problems.push({
      key: path,
      line,
      message: `Trop de valeurs : ${nodes.length}, ${type.max} au plus.`,
    })
    return undefined
  }
  const values: unknown[] = []
  const seen = new Set<string>()
  nodes.forEach((node, index) => {
    const inner = `${path}[${index}]`
    reader.lines.set(inner, node.line)
    const value = readValue(node, type.of, inner, reader)
    if (value === undefined) return
    const identity = JSON.stringify(value)
    if (seen.has(identity))
      reader.problems.push({ key: inner, line: node.line, message: 'Cette valeur est écrite deux fois.' })
    else values.push(value)
    seen.add(identity)
  })
  return values.length === 0 ? undefined : values
}
