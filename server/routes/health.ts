import { explainFault } from '../store/faults.ts'
import { countFiches } from '../store/pages.ts'
import type { Route } from './route.ts'

export const healthRoutes: Route[] = [
  {
    method: 'GET',
    path: '/sante',
    right: 'read',
    samples: ['/sante'],
    kept: false,
    handle: async ({ context, response }) => {
      const { database, index, version } = context
      response.set('Cache-Control', 'no-store')
      try {
        const fiches = await countFiches(database.read, 'reader')
        response.json({ etat: 'ok', version, moteur: database.engine, fiches, index: index.position() })
      } catch (error) {
        if (explainFault(error) === undefined) throw error
        response.status(503).json({ etat: 'panne', version, moteur: database.engine })
      }
    },
  },
]
