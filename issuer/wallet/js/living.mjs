// The living code on the screen: a new one every two seconds, the portrait's in turn when asked for.

import { draw } from './code.mjs';
import { RENEWAL, companion, present } from './licence.mjs';

/** Shows codes in an SVG element from `start` to `stop`. `onTurn(isPortrait)` says which of the two is shown. */
export class LivingCode {
  constructor(svg, onTurn) {
    this.svg = svg;
    this.onTurn = onTurn;
    this.withPortrait = false;
    this.nonce = null;
    this.timer = null;
  }

  start(licence, privateKey) {
    this.stop();
    this.licence = licence;
    this.privateKey = privateKey;
    this.isPortrait = false;
    return this.renew();
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = null;
    this.nonce = null;
    this.round = Symbol('round');
  }

  /** Show the next code now; another follows. */
  async renew() {
    clearTimeout(this.timer);
    const round = Symbol('round');
    this.round = round;
    const portrait = this.withPortrait && !this.isPortrait ? companion(this.licence) : null;
    const now = Date.now();
    const text = portrait ?? (await present(this.licence, this.privateKey, Math.floor(now / 1000), this.nonce));
    // Stopped, or asked again, while it was being signed.
    if (this.round !== round) return;
    this.isPortrait = portrait !== null;
    draw(this.svg, text);
    this.onTurn(this.isPortrait);
    this.timer = setTimeout(() => this.renew(), RENEWAL * 1000);
  }

  /** Sign the officer's characters from the next code on, which is shown at once. */
  answer(nonce) {
    this.nonce = nonce;
    this.isPortrait = true;
    return this.renew();
  }
}
