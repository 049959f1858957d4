import express, { type Express } from 'express'
import type { Context } from './context.ts'
import { serveAssets, serveColours, serveLogo } from './http/assets.ts'
import { readForms } from './http/body.ts'
import { logRequests } from './http/log.ts'
import { requireHost, requirePath, securityHeaders } from './http/security.ts'
import { answerErrors, refuseUnknownAddress } from './routes/errors.ts'
import { mountRoutes } from './routes/index.ts'

/** The whole application, in the order in which a request meets it. */
export function createApp(context: Context): Express {
  const { config, log } = context
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', config.proxies)
  app.set('query parser', false)

  app.use(logRequests(log))
  app.use(securityHeaders(config))
  app.use(requirePath)
  app.use(requireHost(config))
  app.use('/assets', serveAssets(context.assetsDir))
  app.get('/theme.css', serveColours(config))
  app.get('/logo', serveLogo(config))
  app.use(readForms())
  mountRoutes(app, context)
  app.use(refuseUnknownAddress)
  app.use(answerErrors(context))
  return app
}
