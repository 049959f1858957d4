import { LANGUAGES } from '../domain/document/vocabulary.ts'
import { joinWords, withCapital } from '../text/typography.ts'

/** « Français, arabe et langue des signes française ». */
export function languageRow(languages: readonly (keyof typeof LANGUAGES)[] | undefined): {
  text: string | undefined
} {
  if (languages === undefined || languages.length === 0) return { text: undefined }
  return { text: withCapital(joinWords(languages.map((code) => LANGUAGES[code]))) }
}
