/** « Pourquoi à cette place »: what the engine counted for a fiche, in words. */
import { AUDIENCES, STATUSES } from '../domain/document/vocabulary.ts'
import type { Explanation } from '../search/engine.ts'
import { withFrenchSpaces } from '../text/typography.ts'
import type { ViewContext } from './context.ts'

export interface WhyView {
  /** « + 2,41 » for « juriste ». */
  parts: WhyLine[]
  /** « × 0,90 » for « Nature de la fiche : contact ». */
  factors: WhyLine[]
  total: string
}

interface WhyLine {
  value: string
  words: string
}

export function whyView({ parts, factors, score }: Explanation, context: ViewContext): WhyView {
  return {
    parts: parts.map(({ what, points }) => ({
      value: `+ ${inFrench(points)}`,
      words: withFrenchSpaces(what),
    })),
    factors: factors.map(({ name, value, why }) => ({
      value: `× ${inFrench(value)}`,
      words: withFrenchSpaces(SENTENCES[name](inWords(why, context))),
    })),
    total: inFrench(score),
  }
}

const SENTENCES: Record<Explanation['factors'][number]['name'], (why: string) => string> = {
  mots: () => 'Part des mots de la question que la fiche contient',
  lieu: (why) => `Territoires que la fiche sert : ${why}`,
  distance: (why) => `Distance du lieu : ${why}`,
  nature: (why) => `Nature de la fiche : ${why}`,
  âge: (why) => `Âge ou public de la fiche : ${why}`,
  statut: (why) => `Statut de la fiche : ${why}`,
  fraîcheur: (why) => `Âge de la source : ${why}`,
}

/** The engine names territories, audiences and statuses by their slugs. */
function inWords(why: string, { communeName, directory }: ViewContext): string {
  const vocabulary: Partial<Record<string, string>> = { ...AUDIENCES, ...STATUSES }
  const named = (word: string) =>
    directory.geography.territories.get(word)?.title ?? communeName(word) ?? vocabulary[word] ?? word
  return why.split(', ').map(named).join(', ')
}

function inFrench(value: number): string {
  return value.toFixed(2).replace('.', ',')
}
