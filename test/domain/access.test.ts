import { describe, expect, test } from 'vitest'
import { ACCESS, type Asker, decide, decideEarly, type Right } from '../../server/domain/access.ts'
import type { Role } from '../../server/domain/permission.ts'

const grants = (...roles: Role[]) => roles.map((role) => ({ role }))

describe('who may ask what', () => {
  const cells = Object.entries(ACCESS).flatMap(([right, objects]) =>
    Object.entries(objects).flatMap(([object, row]) =>
      (Object.keys(row) as Asker[]).map((asker) => ({ right, object, asker, decision: row[asker] })),
    ),
  )
  test.each(cells)(
    '$right of $object: $asker is answered $decision',
    ({ right, object, asker, decision }) => {
      const given = asker === 'nobody' ? undefined : asker === 'contributor' ? [] : grants(asker as Role)
      const decided = decide(right as Right, object as never, given)
      // Whoever is signed in may do what every contributor may.
      const row = (ACCESS[right as Right] as Record<string, Record<Asker, string>>)[object]
      const opens = asker !== 'nobody' && row?.contributor === 'allowed'
      expect(decided).toBe(opens ? 'allowed' : decision)
    },
  )

  test('of several roles, the one that opens decides, else the highest', () => {
    expect(decide('review', 'inScope', grants('administrator', 'moderator'))).toBe('allowed')
    expect(decide('people', 'outOfScope', grants('moderator', 'administrator'))).toBe('allowed')
    expect(decide('review', 'outOfScope', grants('moderator', 'contributor'))).toBe('forbidden')
    expect(decide('people', 'outOfScope', grants('contributor', 'moderator'))).toBe('notFound')
  })

  test('before anything is loaded, only what every object would be refused is', () => {
    expect(decideEarly('review', undefined)).toBe('signIn')
    expect(decideEarly('queue', grants('contributor'))).toBe('forbidden')
    expect(decideEarly('review', grants('contributor'))).toBe('allowed')
    expect(decideEarly('manage', grants('moderator'))).toBe('forbidden')
  })
})
