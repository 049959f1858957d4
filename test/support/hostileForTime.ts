/** 60 KB of a piece repeated, or less. */
function run(piece: string, bytes = 60_000): string {
  return piece.repeat(Math.floor(bytes / Buffer.byteLength(piece)))
}

const numbered = (count: number, line: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => line(n))
    .join('\n')
    .slice(0, 60_000)

const TEXTS: Record<string, string> = {
  // Deep nesting: of blocks, of emphasis (jsdom is slow with deep trees), of links and images.
  quotations: run('> '),
  'quotations without spaces': run('>'),
  lists: run('- '),
  'lists, one deeper each line': numbered(340, (n) => `${' '.repeat(2 * n)}- a`),
  'quotations in lists': run('> - '),
  'ordered lists in lists': run('1. 1) '),
  'nested strikes': '~~a '.repeat(1_240) + 'b~~ '.repeat(1_240),
  'nested emphasis': '*a '.repeat(1_600) + 'b* '.repeat(1_600),
  'nested strong': '**a '.repeat(1_240) + 'b** '.repeat(1_240),
  'strong and emphasis mixed': run('*a **a ', 30_000) + run('a** a* ', 30_000),
  'strikes within quotations': '> '.repeat(18) + '~~a '.repeat(1_100) + 'b~~ '.repeat(1_100),
  'links in links': `${'['.repeat(5_000)}a${'](/b)'.repeat(5_000)}`,
  'images in images': `${'!['.repeat(5_000)}a${'](/b)'.repeat(5_000)}`,
  'lazy lines in deep quotations': `${'> '.repeat(19)}a\n${run('b\n', 50_000)}`,
  'lazy lines in deep lists': `${'- '.repeat(19)}a\n${run('b\n', 50_000)}`,
  // Huge tables.
  'a wide table of empty rows': `${'|a'.repeat(50)}|\n${'|-'.repeat(50)}|\n${run('|\n', 20_000)}`,
  'a table as wide as the text': `${run('|a', 30_000)}|\n${run('|-', 29_000)}|`,
  'a table of as many cells as allowed': `|a|b|c|d|\n|-|-|-|-|\n${'|**a**|b|c|d|\n'.repeat(498)}`,
  'a table that never is one': run('|\n'),
  // Long runs.
  brackets: run('['),
  'double brackets': run('[['),
  'closing brackets': `${run('[', 30_000)}${run(']', 30_000)}`,
  'holes that never close': run('[[a|'),
  'holes with long targets': run(`[[${'a'.repeat(99)}|`),
  'images that never close': run('!['),
  'links that never close': run('[a](/b '),
  'links with an open angle': run('[a](<b'),
  'links with parentheses': run('[a](('),
  asterisks: run('*'),
  'asterisks in words': run('a**b*c_'),
  underscores: run('_a__'),
  tildes: run('~~a~'),
  'back-ticks, all lengths': numbered(340, (n) => '`'.repeat(n + 1)),
  'back-ticks that never close': run('`a``'),
  backslashes: run('\\'),
  entities: run('&#x26;'),
  'entities that are none': run('&a'),
  'angles that never close': run('<a:'),
  'comments that never close': run('<!--'),
  'declarations that never close': run('<!a <?b <![CDATA['),
  'spaces within a line': `a${run(' ', 59_000)}b`,
  'no-break spaces within a title': `[a](/b "c${run('\u00a0', 59_000)}d")`,
  'spaces within code': `\`\`\`\na${run(' ', 59_000)}b\n\`\`\``,
  'blank lines': `a${run('\n', 59_000)}b`,
  'line breaks': run('a  \n'),
  tabs: run('-\t\t'),
  'combining marks': `a${run('\u0301', 59_000)}`,
  // References.
  'many references': numbered(4_000, (n) => `[r${n}]: /a`),
  'one long reference used often': `[a]: /${'b'.repeat(10_000)}\n\n${run('[a] ', 40_000)}`,
  'references that never end': run('[a]: /b "\n'),
  'references without address': run('[a]:\n'),
  // Addresses and numbers that the guide links by itself.
  'www. again and again': run('www.'),
  'www. and parentheses': run('www.a.fr/('),
  'http:// again and again': run('http://'),
  'addresses that nest': `https://a.fr/${run('([{', 50_000)}`,
  'an address of quotes': `https://a.fr/${run('\'"', 50_000)}`,
  'a host of hyphens': `https://${run('a-', 50_000)}`,
  'a host of dots': `https://${run('a.', 50_000)}`,
  'at signs': run('a@'),
  'a mailbox of dots': `${run('a.', 30_000)}@${run('a.', 29_000)}`,
  'a link that shows a host without end': `[${run('é-', 50_000)}](https://a.fr)`,
  'a link that shows many hosts': `[${run('é.a ', 50_000)}](https://a.fr)`,
  digits: run('0'),
  'digits in pairs': run('03 21 '),
  'a number that never ends': `03 21 21 62 62 ${run('0', 50_000)}`,
  'prefixes of numbers': run('+33 (0)'),
  'announced numbers': run('le 39 19 le '),
  'numbers in bold': run('**03 21 21 62 62**, '),
  // Lines of the guide and headings.
  'block lines': run(':::\n'),
  'blocks in numbers': run('::: astuce\na\n:::\n'),
  'headings that are the same': run('# a\n'),
  'headings that look numbered': numbered(4_000, (n) => `# a ${n}`),
  'underlined headings': run('a\n=\n'),
  'code fences': run('```\n'),
  rules: run('---\n'),
}

/** Texts that are cheap to send and meant to be dear to render. */
export const HOSTILE_FOR_TIME = Object.entries(TEXTS).map(([name, markdown]) => ({ name, markdown }))
