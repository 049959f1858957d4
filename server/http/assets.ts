import express, { type RequestHandler } from 'express'
import type { Config } from '../config.ts'

/** The client's files: their names hold their hash, so they never change. */
export function serveAssets(folder: string): RequestHandler {
  return express.static(folder, {
    immutable: true,
    maxAge: '1y',
    index: false,
    redirect: false,
    dotfiles: 'ignore',
  })
}

/** The Département's logo, where the configuration names a file. */
export function serveLogo({ logo }: Config): RequestHandler {
  return (_request, response, next) => {
    if (logo === undefined) return next()
    response.sendFile(logo, { maxAge: '1h', dotfiles: 'deny' }, (error) => error && next())
  }
}

/** The guide's own colours over the sheet's, where the configuration gives some. */
export function serveColours({ colours }: Config): RequestHandler {
  const { light, dark } = colours
  const css = [
    light === undefined
      ? ''
      : onlyIn('light', { accent: light, plate: light, ring: light, wash: tint(light, '#fffefa') }),
    dark === undefined ? '' : onlyIn('dark', { accent: dark, wash: tint(dark, '#1b2224') }),
  ].join('')
  return (_request, response) => {
    response.set('Cache-Control', 'public, max-age=300').type('css').send(css)
  }
}

function onlyIn(scheme: 'light' | 'dark', variables: Record<string, string>): string {
  const rules = Object.entries(variables).map(([name, value]) => `--${name}:${value}`)
  return `@media (prefers-color-scheme:${scheme}){:root{${rules.join(';')}}}\n`
}

/** One part of a colour in nine of the paper: the ground of what is chosen. */
function tint(colour: string, paper: string): string {
  const part = (hex: string, at: number) => Number.parseInt(hex.slice(at, at + 2), 16)
  const mixed = [1, 3, 5].map((at) => Math.round((part(colour, at) + 9 * part(paper, at)) / 10))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}
