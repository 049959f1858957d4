/** Strings that try to leave a folder, in the encodings that servers have been seen to decode. */
const UPS = [
  '..',
  '%2e%2e',
  '%2E%2e',
  '.%2e',
  '%252e%252e',
  '..;',
  '....',
  '%c0%ae%c0%ae',
  '%uff0e%uff0e',
  '..%00',
  '%e0%80%ae',
]
const SLASHES = ['/', '%2f', '%2F', '%5c', '\\', '%252f', '//', '/./', '%c0%af', '%u2215']
const TARGETS = ['etc/passwd', 'package.json', 'data/wikisol.sqlite', '.env', 'server/main.ts']

export const TRAVERSALS: readonly string[] = UPS.flatMap((up) =>
  SLASHES.flatMap((slash) =>
    TARGETS.slice(0, up === '..' ? 5 : 1).map((target) => `${`${up}${slash}`.repeat(4)}${target}`),
  ),
)

const OPENINGS = [
  "'",
  '"',
  '`',
  "')",
  '")',
  "'))",
  '1',
  "%'",
  '\\',
  "'--",
  ';',
  '*',
  '(',
  ')',
  '[',
  '^',
  'é',
  '\u0000',
]
const ENDINGS = [
  ...[
    ' OR 1=1',
    " OR '1'='1",
    '; DROP TABLE documents',
    '; DELETE FROM revisions',
    ' UNION SELECT * FROM documents',
    '--',
    '/*',
  ],
  ...[
    ' AND SLEEP(5)',
    ' AND pg_sleep(5)',
    ' LIMIT 0',
    ' ORDER BY 99',
    ' NEAR(a b)',
    ' title:x',
    '*',
    '" OR "',
    ' - -',
    '||x',
    '%',
    '_',
  ],
  ...[
    ' GLOB *',
    ' MATCH x',
    ' RETURNING *',
    '\u2019 OR 1=1',
    ' COLLATE x',
    ' LIKE %',
    "'; ATTACH DATABASE 'x' AS y",
    '\n--',
    '$1',
    '{{1}}',
  ],
]

/** 500 and more strings that would mean something to SQL or to a search syntax. */
export const SQL_STRINGS: readonly string[] = OPENINGS.flatMap((opening) =>
  ENDINGS.map((ending) => opening + ending),
)
