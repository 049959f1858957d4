import { describe, expect, it } from 'vitest'
import type { EditingTarget } from '../../../server/domain/editing/guide.ts'
import { guide } from './guide.ts'

const read = (to: EditingTarget, text: string) => {
  const found = guide.read(to, text)
  return 'slug' in found ? found.slug : found.message
}

describe('a reference', () => {
  it.each([
    ['institution', 'Caisse d’allocations familiales', 'caf'],
    ['institution', 'caisse d allocations familiales', 'caf'],
    ['institution', 'CCAS', 'antenne-lens'],
    ['institution', 'Antenne (antenne-arras)', 'antenne-arras'],
    ['institution', 'caf', 'caf'],
    ['institution', 'ancienne-caf', 'ancienne-caf'],
    ['contact', '115 (samu-social)', 'samu-social'],
    ['contact', 'numero vert', 'numero-vert'],
    ['theme', 'logement', 'logement'],
    ['place', 'pas de calais', 'pas-de-calais'],
    ['place', 'Lens (62300)', '62498'],
    ['place', 'lens', '62498'],
    ['place', '62300', '62498'],
    ['commune', '62498', '62498'],
    ['commune', 'Arras', '62041'],
    ['commune', 'Hersin (62450)', '62450'],
  ] as const)('to a %s by « %s » is %s', (to, text, slug) => expect(read(to, text)).toBe(slug))

  it.each([
    [
      'institution',
      'Antenne',
      /peut vouloir dire : Antenne \(antenne-\w+\), Antenne \(antenne-\w+\)\. Choisissez/,
    ],
    [
      'institution',
      'caisse',
      /^Aucune institution du guide ne s’appelle « caisse »\. Vouliez-vous dire : Caisse/,
    ],
    ['institution', 'Numéro vert', /^Aucune institution .* Choisissez dans la liste\.$/],
    ['contact', 'ancienne-caf', /^Aucun contact direct/],
    [
      'commune',
      '62100',
      /peut vouloir dire : .*Beaurainville \(62990\).*Calais \(62100\)|Calais.*Beaurainville/,
    ],
    ['commune', 'Hersin', /peut vouloir dire : Hersin \(62427\), Hersin \(62450\)/],
    ['commune', 'Pas-de-Calais', /^Le guide ne connaît pas de commune/],
    ['place', 'Nulle part', /^Le guide ne connaît ni territoire ni commune « Nulle part »/],
    ['theme', '…', /^Aucune thématique/],
  ] as const)('to a %s by « %s » is refused in words', (to, text, words) =>
    expect(read(to, text)).toMatch(words),
  )

  it('is shown by a label that is read back as itself, and by its slug where the guide does not know it', () => {
    for (const to of ['fiche', 'institution', 'contact', 'site', 'theme', 'place', 'commune'] as const)
      for (const { slug } of guide.choices(to)) expect(read(to, guide.labelOf(to, slug))).toBe(slug)
    expect(guide.labelOf('institution', 'disparue')).toBe('disparue')
  })
})
