import type { RefusalReason, RenderRefusal } from './rendered.ts'

/**
 * What one body may cost. DOMPurify on jsdom is the slow step (a 20 KB table took it 10 s: measured), so everything
 * here is checked before it. The tokens also keep tables under 2,000 cells, for each cell is three of them at least.
 */
export const CAPS = {
  bodyBytes: 64 * 1024,
  tokens: 5_000,
  htmlBytes: 256 * 1024,
} as const

const MESSAGES: Record<RefusalReason, string> = {
  tooLarge:
    'Ce texte est trop long : 64 Ko au plus. Raccourcissez-le ou répartissez-le sur plusieurs fiches.',
  tooComplex:
    'La mise en forme de ce texte est trop complexe : réduisez ses tableaux, ses listes ou ses liens.',
  timeout:
    'La mise en forme de ce texte demande trop de temps : simplifiez ses tableaux, ses listes ou ses liens.',
  busy: 'Le guide met en forme beaucoup de textes à la fois. Recommencez dans une minute.',
  failed: 'La mise en forme de ce texte a échoué. Recommencez ; si cela persiste, prévenez l’administrateur.',
}

export function refusal(reason: RefusalReason): RenderRefusal {
  return { ok: false, reason, message: MESSAGES[reason] }
}

export function isTooLarge(body: string): boolean {
  return Buffer.byteLength(body, 'utf8') > CAPS.bodyBytes
}
