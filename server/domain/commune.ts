/** One commune of the département, from the official list (scripts/communes.ts says where it comes from). */
export interface Commune {
  /** INSEE code. */
  code: string
  nom: string
  codesPostaux: string[]
  /** SIREN of its intercommunality. */
  epci?: string
  /** INSEE code of its arrondissement. */
  arrondissement?: string
  population?: number
  /** Degrees, WGS 84. */
  latitude?: number
  longitude?: number
  /** True where the position is the middle of its neighbours. */
  approximative?: true
  /** Communes that became part of it: people still say their names. */
  anciensNoms?: string[]
}

export type Communes = ReadonlyMap<string, Commune>
