// A QR code as SVG. Alphanumeric mode only; level M, or L where M would pass what a camera reads (version 25).

import { qrcode } from '../vendor/qrcode.mjs';

const SVG = 'http://www.w3.org/2000/svg';
const QUIET_ZONE = 4;
const MAX_AT_M = 1451;

/** Return the modules of the smallest code that holds `text`: rows of booleans, true for dark. */
export function modules(text) {
  const code = qrcode(0, text.length <= MAX_AT_M ? 'M' : 'L');
  code.addData(text, 'Alphanumeric');
  code.make();
  const size = code.getModuleCount();
  return Array.from({ length: size }, (_, row) => Array.from({ length: size }, (__, column) => code.isDark(row, column)));
}

/** Draw `text` into an SVG element of the page, with its quiet zone. */
export function draw(svg, text) {
  const rows = modules(text);
  const side = rows.length + 2 * QUIET_ZONE;
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x + QUIET_ZONE} ${y + QUIET_ZONE}h1v1h-1z`] : [])));
  svg.setAttribute('viewBox', `0 0 ${side} ${side}`);
  svg.replaceChildren(shape('rect', { width: side, height: side, fill: '#fff' }), shape('path', { d: path.join(''), fill: '#000' }));
}

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, String(value));
  return element;
}
