import { describe, expect, test } from 'vitest'
import type { Directory } from '../../server/domain/directory.ts'
import type { FieldsByKind } from '../../server/domain/document/keys.ts'
import { type FicheFacts, factsOf } from '../../server/domain/facts.ts'
import type { Place } from '../../server/domain/geography.ts'
import { cardView, keptCardView } from '../../server/viewmodels/card.ts'
import { card, context, NBSP } from './guide.ts'

const line = card('contact', 'ligne', 'Ligne')

function factsWith(telephone: string): FicheFacts {
  const fields = { titre: 'Ligne', telephone, joignable: 'Mo-Fr 08:30-12:30' }
  return factsOf({ ...line, fields: fields as unknown as FieldsByKind['contact'] }, new Map())
}

/** A guide of one fiche, whose number may change. */
function guide() {
  let [version, facts] = [1, factsWith('03 00 00 00 01')]
  const directory: Directory = {
    ...context.directory,
    get version() {
      return version
    },
    find: (slug) => (slug === 'ligne' ? facts : undefined),
  }
  const publish = (phone: string) => {
    version += 1
    facts = factsWith(phone)
  }
  return { context: { ...context, directory }, publish }
}

describe('the view of a card, kept', () => {
  test('is the one that would be made, and is made once', () => {
    const { context } = guide()
    expect(keptCardView(line, context)).toEqual(cardView(line, context))
    expect(keptCardView(line, { ...context })).toBe(keptCardView(line, context))
  })

  test('says the new number as soon as it is published', () => {
    const { context, publish } = guide()
    expect(keptCardView(line, context).phone?.copy).toBe('03 00 00 00 01')
    publish('03 00 00 00 02')
    expect(keptCardView(line, context).phone?.copy).toBe('03 00 00 00 02')
  })

  test('closes when the minute comes', () => {
    const { context } = guide()
    const at = (time: string) =>
      keptCardView(line, { ...context, now: new Date(`2026-11-24T${time}Z`) }).opening?.words
    expect(at('11:29:59')).toBe(`Ouvert, ferme à 12${NBSP}h${NBSP}30`)
    expect(at('11:30:00')).toBe(`Fermé, ouvre demain à 8${NBSP}h${NBSP}30`)
  })

  test('goes on with the place that was chosen, whatever was asked before', () => {
    const { context } = guide()
    const place = { ou: '62498', name: 'Lens' } as Place
    expect(keptCardView(line, context).url).toBe('/fiches/ligne')
    expect(keptCardView(line, { ...context, place }).url).toBe('/fiches/ligne?ou=62498')
    expect(keptCardView(line, context).url).toBe('/fiches/ligne')
  })
})
