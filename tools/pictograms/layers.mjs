// One SVG body → [[fill, path, {o: opacity, e: even-odd, s: stroke width, t: transform}]]. Fluent Emoji Flat is almost
// only <path fill d> in a 32×32 box, so a small walker is enough; what it cannot say it refuses (null), never guesses.
const HIDDEN = new Set(['defs', 'clipPath', 'mask', 'filter', 'linearGradient', 'radialGradient']);

export function toLayers(body) {
  const layers = [];
  const groups = [{ fill: null, opacity: 1 }];
  const named = new Map();
  let hidden = 0;
  for (const [, closing, tag, attributes, selfClosed] of body.matchAll(/<(\/?)([a-zA-Z]+)([^>]*?)(\/?)>/g)) {
    if (HIDDEN.has(tag)) {
      if (closing) hidden--;
      else if (!selfClosed) hidden++;
      continue;
    }
    const parent = groups.at(-1);
    if (tag === 'g') {
      if (closing) groups.pop();
      else if (!selfClosed) {
        groups.push({
          fill: text(attributes, 'fill') ?? parent.fill,
          opacity: parent.opacity * number(attributes, 'opacity', 1),
        });
      }
      continue;
    }
    if (closing) continue;
    const outline = outlineOf(tag, attributes, named);
    if (outline === undefined) continue;
    if (outline === null) return null;
    const id = text(attributes, 'id');
    if (id) named.set(id, outline);
    if (hidden > 0) continue;
    const layer = layerOf(body, attributes, outline, parent);
    if (layer) layers.push(layer);
  }
  return layers;
}

function layerOf(body, attributes, outline, parent) {
  let fill = text(attributes, 'fill') ?? parent.fill;
  const stroke = text(attributes, 'stroke');
  // Six drawings use a gradient; its middle stop is the flat colour closest to what the eye sees.
  if (fill?.startsWith('url(')) fill = middleStop(body, fill.slice(5, -1));
  const stroked = stroke && (!fill || fill === 'none');
  if (!stroked && (!fill || fill === 'none')) return null;
  const extra = {};
  const opacity = parent.opacity * number(attributes, 'opacity', 1) * number(attributes, 'fill-opacity', 1);
  if (opacity < 1) extra.o = Number(opacity.toFixed(3));
  if (text(attributes, 'fill-rule') === 'evenodd') extra.e = 1;
  if (stroked) extra.s = number(attributes, 'stroke-width', 1);
  const transform = text(attributes, 'transform');
  if (transform) extra.t = transform;
  const layer = [stroked ? stroke : fill, outline];
  if (Object.keys(extra).length > 0) layer.push(extra);
  return layer;
}

/** The path of one element; undefined: not a shape; null: a shape this walker cannot express. */
function outlineOf(tag, attributes, named) {
  const n = (name) => number(attributes, name, 0);
  switch (tag) {
    case 'path': return text(attributes, 'd');
    case 'circle': return oval(n('cx'), n('cy'), n('r'), n('r'));
    case 'ellipse': return oval(n('cx'), n('cy'), n('rx'), n('ry'));
    case 'rect': return `M${n('x')} ${n('y')}h${n('width')}v${n('height')}h${-n('width')}z`;
    case 'use': return named.get((text(attributes, 'href') ?? '').slice(1)) ?? null;
    default: return undefined;
  }
}

function oval(cx, cy, rx, ry) {
  return `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0z`;
}

function middleStop(body, id) {
  const gradient = body.match(new RegExp(`<(?:linear|radial)Gradient[^>]*id="${id}"[^>]*>(.*?)</(?:linear|radial)Gradient>`));
  const stops = [...(gradient?.[1] ?? '').matchAll(/stop-color="(#[0-9a-fA-F]{3,6})"/g)].map((stop) => stop[1]);
  return stops.length > 0 ? stops[Math.floor(stops.length / 2)] : null;
}

function text(attributes, name) {
  return attributes.match(new RegExp(`(?:^|\\s)${name}="([^"]*)"`))?.[1] ?? null;
}

function number(attributes, name, missing) {
  const value = text(attributes, name);
  return value === null ? missing : Number.parseFloat(value);
}
