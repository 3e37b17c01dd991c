// Makes src/Visuel.Composer/Data/pictograms.json.br: the drawings of Fluent Emoji Flat (MIT, Microsoft) as plain
// filled paths, joined by code point with the French and English words of emojibase (MIT; text from CLDR, Unicode-3.0).
// Run once when a version in package.json changes: npm ci && npm run generate. The product itself never needs npm.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { toLayers } from './layers.mjs';

const require = createRequire(import.meta.url);
const drawings = require('@iconify-json/fluent-emoji-flat/icons.json').icons;
const nameByHex = require('@iconify-json/fluent-emoji-flat/chars.json');
const english = require('emojibase-data/en/data.json');
const french = new Map(require('emojibase-data/fr/data.json').map((entry) => [entry.hexcode, entry]));

// emojibase groups: 2 holds skin tones and hair pieces, 9 the flags. Neither illustrates a title.
const LEFT_OUT = new Set([2, 9]);
const withoutVariation = (hex) => hex.toLowerCase().replace(/-?fe0f/g, '');
const drawingOf = new Map(Object.entries(nameByHex).map(([hex, name]) => [withoutVariation(hex), drawings[name]]));
const words = (entry) => (entry ? [entry.label, ...(entry.tags ?? [])] : []);

const counts = { kept: 0, withoutDrawing: 0, notConverted: 0 };
const pictograms = [];
for (const entry of english) {
  if (entry.group === undefined || LEFT_OUT.has(entry.group)) continue;
  const drawing = drawingOf.get(withoutVariation(entry.hexcode));
  if (!drawing) { counts.withoutDrawing++; continue; }
  const layers = toLayers(drawing.body);
  if (!layers?.length) { counts.notConverted++; continue; }
  counts.kept++;
  pictograms.push({
    c: entry.emoji.replace(/\uFE0F/g, ''),
    g: entry.group,
    en: words(entry),
    fr: words(french.get(entry.hexcode)),
    l: layers,
  });
}

const json = Buffer.from(JSON.stringify(pictograms));
const brotli = zlib.brotliCompressSync(json, {
  params: {
    [zlib.constants.BROTLI_PARAM_QUALITY]: 11,
    [zlib.constants.BROTLI_PARAM_LGWIN]: 24,
    [zlib.constants.BROTLI_PARAM_SIZE_HINT]: json.length,
  },
});
const here = path.dirname(fileURLToPath(import.meta.url));
fs.writeFileSync(path.join(here, '../../src/Visuel.Composer/Data/pictograms.json.br'), brotli);
console.log(counts, 'json', json.length, 'brotli', brotli.length);
