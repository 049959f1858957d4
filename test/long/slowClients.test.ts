import { mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openServer } from '../support/processes.ts'

const SLOW = 500

test('D03 500 clients that send a byte a second are each cut within 10 s of the bound, and readers are answered', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wikisol-slow-'))
  const server = await openServer({ WIKISOL_DATA_DIR: folder })
  const port = Number(new URL(server.url).port)
  const closed: number[] = []
  const started = performance.now()
  const sockets = Array.from({ length: SLOW }, (): Socket => {
    const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\n'))
    socket.on('close', () => closed.push(performance.now() - started))
    socket.on('error', () => undefined)
    return socket
  })
  let at = 0
  const drip = setInterval(() => {
    at += 1
    for (const socket of sockets)
      if (socket.writable) socket.write(at % 10 === 0 ? '\r\n' : at % 10 === 1 ? 'X:' : 'a')
  }, 1_000)

  // Readers come one after the other all that time: more than 512 connections would be refused.
  const answers: number[] = []
  while (closed.length < SLOW && performance.now() - started < 25_000) {
    const before = performance.now()
    const response = await fetch(`${server.url}/sante`)
    expect(response.status).toBe(200)
    answers.push(performance.now() - before)
    await pause(50)
  }
  clearInterval(drip)
  for (const socket of sockets) socket.destroy()
  server.process.kill('SIGTERM')
  await server.ended
  rmSync(folder, { recursive: true, force: true })

  expect(closed).toHaveLength(SLOW)
  expect(Math.max(...closed)).toBeLessThan(20_000)
  answers.sort((a, b) => a - b)
  expect(answers[Math.floor(answers.length * 0.99)]).toBeLessThan(500)
})
