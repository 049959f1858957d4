/** The yardstick: an Express application that says hello, in a process of its own. */
import type { AddressInfo } from 'node:net'
import express from 'express'

const app = express()
app.disable('x-powered-by')
app.get('/', (_request, response) => {
  response.type('html').send('<!doctype html><title>hello</title><p>hello')
})
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
})
