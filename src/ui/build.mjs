// Builds the passwords that nobody may choose, for the host alone, and, for browsers, the one stylesheet of the pages, with its fonts and marks, into the Web host, and two scripts: the review of links has keys, the
// desk has passkeys and uploads. Public pages need none and may run none.
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dictionary } from '@zxcvbn-ts/language-common'
import * as esbuild from 'esbuild'
import * as sass from 'sass'

const here = fileURLToPath(new URL('.', import.meta.url))
const place = join(here, '../hosts/Web/wwwroot/assets')
const beside = `${place}.building`

const sheet = sass.compile(join(here, 'styles/amparo.scss'), {
  loadPaths: [here, join(here, 'node_modules')],
  quietDeps: true,
  style: 'expanded'
})

await rm(beside, { recursive: true, force: true })
await mkdir(beside, { recursive: true })
await esbuild.build({
  stdin: { contents: sheet.css, loader: 'css', resolveDir: here, sourcefile: 'amparo.css' },
  bundle: true,
  minify: true,
  legalComments: 'none',
  target: ['chrome100', 'firefox100', 'safari15'],
  outfile: join(beside, 'amparo.css'),
  loader: { '.woff2': 'file' },
  assetNames: '[name]-[hash]',
  logLevel: 'warning'
})
await esbuild.build({
  entryPoints: [join(here, 'scripts/review.js'), join(here, 'scripts/desk.js')],
  bundle: true,
  minify: true,
  format: 'iife',
  legalComments: 'none',
  target: ['chrome100', 'firefox100', 'safari15'],
  outdir: beside,
  logLevel: 'warning'
})
await copyFile(join(here, 'marks/icon.svg'), join(beside, 'icon.svg'))
await copyFile(join(here, 'node_modules/@fontsource-variable/noto-sans/LICENSE'), join(beside, 'noto-sans-licence.txt'))

// The commonest passwords, one a line, the commonest first. Beside the program and not among the assets: no browser gets them.
const secrets = join(here, '../hosts/Web/passwords')
await mkdir(secrets, { recursive: true })
await copyFile(join(here, 'node_modules/@zxcvbn-ts/language-common/LICENSE.txt'), join(secrets, 'licence.txt'))
await writeFile(join(secrets, 'common.tmp'), dictionary['passwords-common'].join('\n') + '\n')
await rename(join(secrets, 'common.tmp'), join(secrets, 'common.txt'))

// One rename at the end: an interrupted build leaves the old assets or the new ones.
await rm(place, { recursive: true, force: true })
await rename(beside, place)
