/** What a button of the form does to what stands in it, where no script runs. */
import type { FicheKind } from '../document/keys.ts'
import { GRID_DAYS } from './hours.ts'
import { isShown, rowsOf, type Typed } from './typed.ts'

/**
 * `ligne:fermetures` adds a row, `monter:corps:2` raises a block of the body, `copier:horaires` copies Monday to Friday;
 * nothing for what is no act of the form.
 */
export function withAct(kind: FicheKind, typed: Typed, act: string): Record<string, string> | undefined {
  const [, verb = '', name = '', key = ''] =
    /^(ligne|monter|copier):((\w{1,40})(?:\.\d{1,3}\.\w{1,40})?(?::\d{1,3})?)$/.exec(act) ?? []
  if (verb === 'ligne' && (isShown(kind, key) || key === 'corps'))
    return { ...typed, [`${name}.${rowsOf(name, typed).length}`]: '' }
  if (verb === 'monter' && key === 'corps') return withBlockRaised(typed, Number(name.split(':')[1]))
  if (verb === 'copier' && isShown(kind, key)) return withMondayCopied(typed, key)
  return undefined
}

/** A block of the body exchanged with the one before it. */
function withBlockRaised(typed: Typed, row: number): Record<string, string> {
  const place = (found: number) => (found === row ? row - 1 : found === row - 1 ? row : found)
  const renamed = (key: string) =>
    row < 1 ? key : key.replace(/^corps\.(\d+)(?=\.)/, (_, found) => `corps.${place(Number(found))}`)
  return Object.fromEntries(Object.entries(typed).map(([key, value]) => [renamed(key), value]))
}

function withMondayCopied(typed: Typed, name: string): Record<string, string> {
  const [[monday], ...others] = GRID_DAYS.slice(0, 5) as [(typeof GRID_DAYS)[number], ...typeof GRID_DAYS]
  const isOf = (key: string, day: string) => key.startsWith(`${name}.${day}.`)
  const copied = Object.entries(typed).filter(([key]) => isOf(key, monday))
  return {
    ...Object.fromEntries(Object.entries(typed).filter(([key]) => !others.some(([day]) => isOf(key, day)))),
    ...Object.fromEntries(
      others.flatMap(([day]) =>
        copied.map(([key, value]) => [key.replace(`${name}.${monday}.`, `${name}.${day}.`), value]),
      ),
    ),
  }
}
