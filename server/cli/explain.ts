import { readCommunes } from '../content/communes.ts'
import { placeOf } from '../domain/geography.ts'
import { createDirectory } from '../search/directory.ts'
import type { Explanation } from '../search/engine.ts'
import { createSearchIndex } from '../search/index.ts'
import type { Command } from './command.ts'
import { withDatabase } from './database.ts'

const SHOWN = 5

export const explainCommand: Command = {
  name: 'expliquer',
  about: 'Dit pourquoi les fiches se rangent ainsi pour une question : mots, thésaurus, lieu, facteurs.',
  word: 'QUESTION',
  options: {
    ou: { about: 'lieu choisi : code INSEE ou identifiant de territoire', value: 'LIEU' },
    fiche: { about: 'une fiche seulement, même loin dans la liste', value: 'SLUG' },
  },
  run: async (call) =>
    withDatabase(call, async (database) => {
      const { config, options, words } = call
      const directory = createDirectory(database.read, readCommunes(config.contentDir))
      const index = createSearchIndex(database.read, directory)
      await index.catchUp()
      const text = words.join(' ')
      const place = options.ou === undefined ? undefined : placeOf(directory.geography, String(options.ou))
      if (options.ou !== undefined && place === undefined)
        return {
          ok: false,
          lines: [`« ${options.ou} » n’est ni un code INSEE ni un territoire connu.`],
          data: {},
        }
      const { question, hits } = index.ask(text, { place })
      const wanted = options.fiche === undefined ? undefined : directory.find(String(options.fiche))?.id
      const shown = wanted === undefined ? hits.slice(0, SHOWN) : hits.filter(({ id }) => id === wanted)
      const explained = shown.map(({ id }) => ({
        rank: hits.findIndex((hit) => hit.id === id) + 1,
        slug: directory.byId(id)?.slug ?? String(id),
        ...index.explain(text, id, { place }),
      }))
      const lines = [
        `Compris : ${question.words.map(({ word, corrections }) => [word, ...corrections.slice(0, 1).map((c) => `(lu « ${c.word} »)`)].join(' ')).join(', ') || 'aucun mot'}`,
        ...(question.place === undefined
          ? []
          : [`Lieu : ${question.place.name}${question.placeRead ? ', lu dans la question' : ''}`]),
        ...(question.age === undefined ? [] : [`Âge : ${question.age} ans`]),
        `${hits.length} fiches`,
        ...explained.flatMap(linesOf),
      ]
      return { ok: true, lines, data: { question: text, total: hits.length, fiches: explained } }
    }),
}

function linesOf({
  rank,
  slug,
  score,
  parts,
  factors,
}: Explanation & { rank: number; slug: string }): string[] {
  return [
    `${rank}. ${slug} : ${score.toFixed(2)}`,
    ...parts.map(({ what, points }) => `     + ${points.toFixed(2)} ${what}`),
    ...factors.map(({ name, value, why }) => `     × ${value.toFixed(2)} ${name} (${why})`),
  ]
}
