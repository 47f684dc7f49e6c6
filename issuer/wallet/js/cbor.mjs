// CBOR (RFC 8949) as the licence uses it: definite lengths, shortest forms, maps with number or text keys.
// Maps are Map, byte strings Uint8Array, tags Tagged; the simple value that marks redacted claims is REDACTED.

import { concat } from './bytes.mjs';

const MAX_DEPTH = 16;
const [UNSIGNED, NEGATIVE, BYTES, TEXT, ARRAY, MAP, TAG, SIMPLE] = [0, 1, 2, 3, 4, 5, 6, 7];
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** The map key simple(59) of SD-CWT. */
export const REDACTED = Symbol('simple(59)');

/** A tag and its content. */
export class Tagged {
  constructor(tag, value) {
    this.tag = tag;
    this.value = value;
  }
}

/** An item that is encoded already, to be put in as it is. */
export class Encoded {
  constructor(bytes) {
    this.bytes = bytes;
  }
}

/** Encode a number, text, byte string, array, Map, Tagged or Encoded; keys stay in their order. */
export function encode(value) {
  if (value instanceof Encoded) return value.bytes;
  if (Number.isSafeInteger(value)) return value < 0 ? head(NEGATIVE, -1 - value) : head(UNSIGNED, value);
  if (value instanceof Uint8Array) return concat(head(BYTES, value.length), value);
  if (typeof value === 'string') {
    const bytes = new TextEncoder().encode(value);
    return concat(head(TEXT, bytes.length), bytes);
  }
  if (Array.isArray(value)) return concat(head(ARRAY, value.length), ...value.map(encode));
  if (value instanceof Map) {
    return concat(head(MAP, value.size), ...[...value].flatMap(([key, item]) => [encode(key), encode(item)]));
  }
  if (value instanceof Tagged) return concat(head(TAG, value.tag), encode(value.value));
  throw new TypeError('not encodable');
}

function head(major, size) {
  const top = major << 5;
  if (size < 24) return Uint8Array.of(top | size);
  if (size < 0x100) return Uint8Array.of(top | 24, size);
  if (size < 0x10000) return Uint8Array.of(top | 25, size >> 8, size & 0xff);
  const bytes = new Uint8Array(size < 0x100000000 ? 5 : 9);
  const view = new DataView(bytes.buffer);
  bytes[0] = top | (bytes.length === 5 ? 26 : 27);
  if (bytes.length === 5) view.setUint32(1, size);
  else view.setBigUint64(1, BigInt(size));
  return bytes;
}

/** Decode one item that fills `bytes` exactly. Throws for everything that is not as described above. */
export function decode(bytes) {
  const reader = new Reader(bytes);
  const value = reader.item(0);
  if (reader.at !== bytes.length) throw new Error('CBOR: bytes after the end');
  return value;
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  take(size) {
    if (this.at + size > this.bytes.length) throw new Error('CBOR: cut off');
    this.at += size;
    return this.bytes.subarray(this.at - size, this.at);
  }

  head() {
    const first = this.take(1)[0];
    const [major, short] = [first >> 5, first & 31];
    if (short < 24) return [major, short];
    if (short > 27) throw new Error('CBOR: no definite length');
    const number = this.take(1 << (short - 24)).reduce((whole, byte) => whole * 256 + byte, 0);
    const smallest = [24, 0x100, 0x10000, 0x100000000][short - 24];
    if (number < smallest || !Number.isSafeInteger(number)) throw new Error('CBOR: not the shortest form');
    return [major, number];
  }

  item(depth) {
    if (depth > MAX_DEPTH) throw new Error('CBOR: too deep');
    const [major, number] = this.head();
    switch (major) {
      case UNSIGNED:
        return number;
      case NEGATIVE:
        return -1 - number;
      case BYTES:
        return this.take(number).slice();
      case TEXT:
        return UTF8.decode(this.take(number));
      case ARRAY:
        return Array.from({ length: this.count(number) }, () => this.item(depth + 1));
      case MAP:
        return this.map(this.count(number), depth + 1);
      case TAG:
        return new Tagged(number, this.item(depth + 1));
      default:
        return simple(number);
    }
  }

  count(number) {
    if (number > this.bytes.length - this.at) throw new Error('CBOR: cut off');
    return number;
  }

  map(size, depth) {
    const map = new Map();
    for (let pair = 0; pair < size; pair += 1) {
      const key = this.item(depth);
      if (!['number', 'string', 'symbol'].includes(typeof key) || map.has(key)) throw new Error('CBOR: a strange key');
      map.set(key, this.item(depth));
    }
    return map;
  }
}

function simple(number) {
  if (number === 20 || number === 21) return number === 21;
  if (number === 22) return null;
  if (number === 59) return REDACTED;
  throw new Error('CBOR: a value that no licence holds');
}
