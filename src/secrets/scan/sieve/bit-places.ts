/** For each mask of eight bits where its bits are, the lowest one first, and zeros behind them. */
export const places = new Uint8Array(256 * 8)
for (let mask = 0; mask < 256; mask++) {
  let next = 8 * mask
  for (let bit = 0; bit < 8; bit++) if ((mask >>> bit) & 1) places[next++] = bit
}
