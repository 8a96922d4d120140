// Preloaded into a program: it believes that it is 400 days later.
const RealDate = Date;
const shift = 400 * 24 * 3600 * 1000;
globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + shift);
    else super(...args);
  }
  static now() {
    return RealDate.now() + shift;
  }
};
