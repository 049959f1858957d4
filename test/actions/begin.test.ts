import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { howToBegin } from '../../server/actions/begin.ts'
import { openingOf } from '../../server/actions/invite.ts'
import { createPerson, OPERATOR } from '../../server/actions/people.ts'
import { listPeople } from '../../server/store/people.ts'
import { ENGINES, newDatabase, TEST_NOW, type TestDatabase } from '../support/databases.ts'

const ORIGIN = 'https://guide.exemple.fr'

describe.each(ENGINES)('while nobody administers the guide, on %s', (engine) => {
  let place: TestDatabase
  beforeEach(async () => {
    place = await newDatabase(engine)
  })
  afterEach(() => place.close())
  const begin = (isTerminal: boolean) => howToBegin(place.database, { isTerminal, origin: ORIGIN }, TEST_NOW)

  test('there is no account and no password by default', async () => {
    expect(await listPeople(place.database.read)).toEqual([])
  })

  test('a start on a terminal prints a link that opens the first account; the next start makes it worthless', async () => {
    const tokenOf = (lines: string[]) => lines.join().split('/invitation/')[1] ?? ''
    const first = tokenOf(await begin(true))
    expect(await openingOf(place.database, first, TEST_NOW)).toMatchObject({ step: 'password' })
    const second = tokenOf(await begin(true))
    expect(await openingOf(place.database, first, TEST_NOW)).toBeUndefined()
    expect(await openingOf(place.database, second, TEST_NOW)).toMatchObject({ step: 'password' })
  })

  test('a start whose output is kept prints the command, and no link', async () => {
    const lines = (await begin(false)).join()
    expect(lines).toContain('people lien-administrateur')
    expect(lines).not.toContain('/invitation/')
  })

  test('with an administrator a start says nothing of it', async () => {
    const grants = [{ role: 'administrator', scope: 'everywhere', target: '' }] as const
    await createPerson(place.database, { email: 'a@b.example', name: 'A', grants }, OPERATOR, TEST_NOW)
    expect([await begin(true), await begin(false)]).toEqual([[], []])
  })
})
