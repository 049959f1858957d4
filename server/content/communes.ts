import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { OperatorFault } from '../domain/fault.ts'

/** One commune of the département, from the official list (scripts/communes.mjs says where it comes from). */
export interface Commune {
  /** INSEE code. */
  code: string
  nom: string
  codesPostaux: string[]
  /** SIREN of its intercommunality. */
  epci?: string
  arrondissement?: string
  population?: number
}

export type Communes = ReadonlyMap<string, Commune>

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
