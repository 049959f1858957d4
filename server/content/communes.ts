import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Commune, Communes } from '../domain/commune.ts'
import { OperatorFault } from '../domain/fault.ts'

export const COMMUNES_FILE = 'territoires/communes.json'

/** The communes of the tree, by INSEE code. */
export function readCommunes(contentDir: string): Communes {
  const file = join(contentDir, COMMUNES_FILE)
  try {
    const { communes } = JSON.parse(readFileSync(file, 'utf8')) as { communes: Commune[] }
    return new Map(communes.map((commune) => [commune.code, commune]))
  } catch (error) {
    throw new OperatorFault(
      `La liste des communes ne peut pas être lue : ${file} (${(error as Error).message}).`,
    )
  }
}
