/**
 * An inverted index in memory: for each stem, the documents that hold it and how often in each field. BM25 field by
 * field, each field normalised by its own length, so that a long body does not drown a title. Removing a document marks
 * it; its places are freed when a quarter of them are dead.
 */

/**
 * The larger index beside which a small one stands. The small one weighs a word as if its documents stood among the
 * others: how rare it is, how long a text usually is. So the scores of both compare.
 */
export interface Corpus {
  size: number
  has: (stem: string) => boolean
  frequency: (stem: string) => number
  /** Summed lengths, field by field. */
  totals: readonly number[]
}

const NO_CORPUS: Corpus = { size: 0, has: () => false, frequency: () => 0, totals: [] }

/** The fields of a document, with what each weighs and how much its length counts against it. */
export const FIELDS = [
  { name: 'title', weight: 1, b: 0.6 },
  // A list of other words for the same thing: a long one is no fault.
  { name: 'names', weight: 0.9, b: 0.3 },
  { name: 'summary', weight: 0.8, b: 0.7 },
  { name: 'body', weight: 0.4, b: 0.6 },
] as const

export type Field = (typeof FIELDS)[number]['name']

/** BM25's usual constant: how soon repetition stops counting. */
const K1 = 1.2

/** A word is common that so many documents hold, and this part of them. */
const COMMON = { least: 200, part: 0.2 }

/** A document as lists of stems. */
export type FieldStems = Record<Field, readonly string[]>

/** Numbers that are added at the end; `values` is longer than what it holds. */
class Growing {
  values = new Uint32Array(4)
  size = 0
  push(value: number): void {
    if (this.size === this.values.length) {
      const wider = new Uint32Array(this.size * 2)
      wider.set(this.values)
      this.values = wider
    }
    this.values[this.size++] = value
  }
  at(index: number): number {
    return this.values[index] as number
  }
}

interface Posting {
  /** Ordinals of documents, in order of arrival, the dead ones included. */
  documents: Growing
  /** Counts in the four fields, eight bits each. */
  counts: Growing
  /** Documents alive. */
  live: number
}

/** A stem asked for, or one that may stand for it. */
export interface Variant {
  stem: string
  weight: number
}

/** Variants of one word: a document counts the best of them once. */
export interface Group {
  variants: readonly Variant[]
  /** How rare the word is; by default as rare as its commonest variant. */
  rarity?: number
}

export interface Scored {
  /** Ordinals of the documents that hold at least one word. */
  touched: number[]
  /** By ordinal. */
  scores: Float64Array
  held: Float64Array
}

export class Postings implements Corpus {
  private terms = new Map<string, Posting>()
  private ordinals = new Map<number, number>()
  private ids: number[] = []
  private lengths: Growing[] = FIELDS.map(() => new Growing())
  totals: number[] = FIELDS.map(() => 0)
  private stems: (string[] | undefined)[] = []
  private readonly beside: () => Corpus

  constructor(beside: () => Corpus = () => NO_CORPUS) {
    this.beside = beside
  }

  get size(): number {
    return this.ordinals.size
  }

  /** True for a stem of this index or of the one it stands beside. */
  has(stem: string): boolean {
    return this.found(stem) > 0 || this.beside().has(stem)
  }

  /** In how many documents a stem stands, those of the index beside included. */
  frequency(stem: string): number {
    return this.found(stem) + this.beside().frequency(stem)
  }

  /** In how many documents of this index alone. */
  private found(stem: string): number {
    return this.terms.get(stem)?.live ?? 0
  }

  add(id: number, fields: FieldStems): void {
    this.remove(id)
    const ordinal = this.ids.length
    this.ids.push(id)
    this.ordinals.set(id, ordinal)
    const packed = new Map<string, number>()
    FIELDS.forEach(({ name }, at) => {
      const words = fields[name]
      this.lengths[at]?.push(words.length)
      this.totals[at] = (this.totals[at] ?? 0) + words.length
      for (const word of words) {
        const before = packed.get(word) ?? 0
        if (((before >>> (8 * at)) & 255) < 255) packed.set(word, (before + 2 ** (8 * at)) >>> 0)
      }
    })
    for (const [stem, counts] of packed) {
      const posting = this.terms.get(stem) ?? { documents: new Growing(), counts: new Growing(), live: 0 }
      posting.documents.push(ordinal)
      posting.counts.push(counts)
      posting.live += 1
      this.terms.set(stem, posting)
    }
    this.stems[ordinal] = [...packed.keys()]
    this.room.alive[ordinal] = 1
  }

  remove(id: number): void {
    const ordinal = this.ordinals.get(id)
    if (ordinal === undefined) return
    FIELDS.forEach((_field, at) => {
      this.totals[at] = (this.totals[at] ?? 0) - (this.lengths[at]?.at(ordinal) ?? 0)
    })
    for (const stem of this.stems[ordinal] ?? []) {
      const posting = this.terms.get(stem)
      if (posting === undefined) continue
      posting.live -= 1
      // A word that no page has any more is no word of the index.
      if (posting.live === 0) this.terms.delete(stem)
    }
    this.stems[ordinal] = undefined
    this.room.alive[ordinal] = 0
    this.ordinals.delete(id)
    if (this.ids.length > 64 && this.ids.length > 1.33 * this.ordinals.size) this.compact()
  }

  /** Frees the places of dead documents; what is found and its scores stay the same. */
  private compact(): void {
    const renumbered = new Int32Array(this.ids.length).fill(-1)
    const alive = [...this.ordinals.values()].sort((a, b) => a - b)
    alive.forEach((ordinal, next) => {
      renumbered[ordinal] = next
    })
    for (const posting of this.terms.values()) {
      let kept = 0
      for (let at = 0; at < posting.documents.size; at++) {
        const next = renumbered[posting.documents.at(at)] as number
        if (next < 0) continue
        posting.documents.values[kept] = next
        posting.counts.values[kept] = posting.counts.at(at)
        kept += 1
      }
      posting.documents.size = kept
      posting.counts.size = kept
    }
    this.lengths = this.lengths.map((lengths) => {
      const shorter = new Growing()
      for (const ordinal of alive) shorter.push(lengths.at(ordinal))
      return shorter
    })
    this.stems = alive.map((ordinal) => this.stems[ordinal])
    this.ids = alive.map((ordinal) => this.ids[ordinal] as number)
    this.ordinals = new Map(this.ids.map((id, ordinal) => [id, ordinal]))
    this.stale = true
  }

  /** How much a word that stands in so many documents tells. */
  rarityOf(frequency: number): number {
    return Math.log(1 + (this.size + this.beside().size - frequency + 0.5) / (frequency + 0.5))
  }

  rarity(stem: string): number {
    return this.rarityOf(this.frequency(stem))
  }

  /**
   * The documents that hold at least one word. `held` sums the rarity of the words they hold, for the groups before
   * `counted` only: those that the person typed. The arrays are those of the index, good until the next question.
   */
  score(groups: readonly Group[], counted: number): Scored {
    this.makeRoom()
    const { scores, held, inGroup, lastGroup, alive } = this.room
    for (const ordinal of this.touched) {
      scores[ordinal] = 0
      held[ordinal] = 0
      lastGroup[ordinal] = NONE
    }
    const touched: number[] = []
    const beside = this.beside()
    const norms = FIELDS.map(({ b }, at) => (K1 * b) / this.usualLength(at))
    const common = Math.max(COMMON.least, COMMON.part * this.size)
    for (const group of this.rarestFirst(groups)) {
      const { variants, rarity } = groups[group] as Group
      // Nothing is found by a word that stands everywhere, where the question holds a rarer one.
      const mayFind = touched.length === 0 || this.largest(groups[group] as Group) < common
      for (const { stem, weight } of variants) {
        const posting = this.terms.get(stem)
        if (posting === undefined) continue
        const rare = rarity ?? this.rarityOf(posting.live + beside.frequency(stem))
        const factor = weight * rare
        const documents = posting.documents.values
        const counts = posting.counts.values
        for (let at = 0; at < posting.documents.size; at++) {
          const ordinal = documents[at] as number
          if (alive[ordinal] === 0) continue
          const points = factor * this.saturation(counts[at] as number, ordinal, norms)
          const last = lastGroup[ordinal]
          if (last === group) {
            const before = inGroup[ordinal] as number
            if (points <= before) continue
            scores[ordinal] = (scores[ordinal] as number) + points - before
          } else {
            if (last === NONE) {
              if (!mayFind) continue
              touched.push(ordinal)
            }
            lastGroup[ordinal] = group
            if (group < counted) held[ordinal] = (held[ordinal] as number) + rare
            scores[ordinal] = (scores[ordinal] as number) + points
          }
          inGroup[ordinal] = points
        }
      }
    }
    this.touched = touched
    return { touched, scores, held }
  }

  /** Places of the groups, from those that find few documents to those that find many. */
  private rarestFirst(groups: readonly Group[]): number[] {
    return groups
      .map((group, at) => ({ at, found: this.largest(group) }))
      .filter(({ found }) => found > 0)
      .sort((a, b) => a.found - b.found || a.at - b.at)
      .map(({ at }) => at)
  }

  private largest({ variants }: Group): number {
    return variants.reduce((most, { stem }) => Math.max(most, this.found(stem)), 0)
  }

  /** Words that a field holds on average; one where nothing is known. */
  private usualLength(field: number): number {
    const { size, totals } = this.beside()
    return ((this.totals[field] ?? 0) + (totals[field] ?? 0)) / Math.max(1, this.size + size) || 1
  }

  private touched: number[] = []
  private room = roomFor(0)

  private makeRoom(): void {
    if (this.room.scores.length >= this.ids.length && !this.stale) return
    this.room = roomFor(Math.ceil(this.ids.length * 1.2) + 64)
    for (let ordinal = 0; ordinal < this.ids.length; ordinal++)
      this.room.alive[ordinal] = this.stems[ordinal] === undefined ? 0 : 1
    this.touched = []
    this.stale = false
  }

  private stale = false

  /** What one word gives one document: how `wikisol expliquer` tells it. */
  pointsOf(id: number, group: Group): number {
    const ordinal = this.ordinals.get(id)
    const { touched, scores } = this.score([group], 1)
    return ordinal !== undefined && touched.includes(ordinal) ? (scores[ordinal] as number) : 0
  }

  idOf(ordinal: number): number {
    return this.ids[ordinal] as number
  }

  ordinalOf(id: number): number | undefined {
    return this.ordinals.get(id)
  }

  private saturation(counts: number, ordinal: number, norms: readonly number[]): number {
    let sum = 0
    for (let at = 0, left = counts; left !== 0; at++, left >>>= 8) {
      const count = left & 255
      if (count === 0) continue
      const { weight, b } = FIELDS[at] as (typeof FIELDS)[number]
      const length = (this.lengths[at] as Growing).values[ordinal] as number
      sum += (weight * count * (K1 + 1)) / (count + K1 * (1 - b) + (norms[at] as number) * length)
    }
    return sum
  }
}

const NONE = -1

/** Working arrays of a question, by ordinal. */
function roomFor(size: number) {
  return {
    scores: new Float64Array(size),
    held: new Float64Array(size),
    inGroup: new Float64Array(size),
    lastGroup: new Int32Array(size).fill(NONE),
    alive: new Uint8Array(size),
  }
}
