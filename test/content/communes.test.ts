import { expect, test } from 'vitest'
import { readCommunes } from '../../server/content/communes.ts'

const communes = readCommunes('content')

test('the département has 887 communes, each once, with a postcode and its intercommunality', () => {
  expect(communes.size).toBe(887)
  const faulty = [...communes].filter(
    ([code, commune]) =>
      !/^62\d{3}$/.test(code) ||
      commune.nom === '' ||
      commune.codesPostaux.length === 0 ||
      !commune.codesPostaux.every((postcode) => /^\d{5}$/.test(postcode)) ||
      !/^\d{9}$/.test(commune.epci ?? '') ||
      !/^62\d$/.test(commune.arrondissement ?? ''),
  )
  expect(faulty).toEqual([])
})

test('no code is given twice in the file', async () => {
  const { default: file } = await import('../../content/territoires/communes.json', {
    with: { type: 'json' },
  })
  expect(file.communes).toHaveLength(communes.size)
})

test('Arras is 62041', () => {
  expect(communes.get('62041')).toMatchObject({
    nom: 'Arras',
    codesPostaux: expect.arrayContaining(['62000']),
  })
})
