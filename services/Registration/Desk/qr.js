// Reads a QR code (ISO/IEC 18004) from a grey picture, for browsers that have no BarcodeDetector: no camera, no page, nothing kept. Versions 1 to 20, which hold any badge.
// In turn: what is dark, where the three corner patterns are, which squares that makes, what stands in them once errors are mended.

// Check bytes of each block and number of blocks, by version, at the levels M, L, H, Q: the order of the two bits that say the level.
const CHECKS = ["10 16 26 18 24 16 18 22 22 26 30 22 22 24 24 28 28 26 26 26", "7 10 15 20 26 18 20 24 30 18 20 24 26 30 22 24 28 30 28 28", "17 28 22 16 22 28 26 26 24 28 24 28 22 24 24 30 28 28 26 28", "13 22 18 26 18 24 18 22 20 24 28 26 24 20 30 24 28 28 26 30"].map(line => line.split(" ").map(Number));
const BLOCKS = ["1 1 1 2 2 4 4 4 5 5 5 8 9 9 10 10 11 13 14 16", "1 1 1 1 1 2 2 2 2 4 4 4 4 4 6 6 6 6 7 8", "1 1 2 4 4 4 5 6 8 8 11 11 16 16 18 16 19 21 25 25", "1 1 2 2 4 4 6 6 8 8 8 10 12 16 12 17 16 18 21 20"].map(line => line.split(" ").map(Number));
const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const MASKS = [(x, y) => (x + y) % 2, (x, y) => y % 2, x => x % 3, (x, y) => (x + y) % 3, (x, y) => ((x / 3 | 0) + (y / 2 | 0)) % 2, (x, y) => x * y % 2 + x * y % 3, (x, y) => (x * y % 2 + x * y % 3) % 2, (x, y) => ((x + y) % 2 + x * y % 3) % 2];
const LARGEST = 20;

/** The first code's text; null: there is none, or it cannot be read. `grey`: a byte for each point, row by row. */
export function readQr(grey, width, height) {
  // A threshold of the surroundings, near and wide: shadows want the first, a code that fills the picture the second.
  for (const part of [12, 4]) {
    const picture = { dark: darkened(grey, width, height, Math.max(width, height) / part | 0), width, height };
    for (const corners of triples(cornerPatterns(picture))) {
      const text = readAt(picture, corners);
      if (text !== null) return text;
    }
  }
  return null;
}

// 1 where a point is darker than the mean of the square around it.
function darkened(grey, width, height, reach) {
  const wide = width + 1, sums = new Float64Array(wide * (height + 1)), dark = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0, row = 0; x < width; x++)
      sums[(y + 1) * wide + x + 1] = sums[y * wide + x + 1] + (row += grey[y * width + x]);
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, y - reach) * wide, bottom = Math.min(height, y + reach + 1) * wide, tall = (bottom - top) / wide;
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - reach), right = Math.min(width, x + reach + 1);
      const mean = (sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left]) / (tall * (right - left));
      dark[y * width + x] = grey[y * width + x] < mean * 0.94 - 2 ? 1 : 0;
    }
  }
  return dark;
}

const isDark = ({ dark, width, height }, x, y) => x >= 0 && y >= 0 && x < width && y < height ? dark[(y | 0) * width + (x | 0)] : -1;

// From the middle of a corner pattern in one direction: how long it is dark, light, dark. Null: it is no such pattern, or the picture ends.
function runs(picture, x, y, dx, dy) {
  const lengths = [0, 0, 0];
  for (let at = 0, i = 0; i < 1000; i++, x += dx, y += dy) {
    const now = isDark(picture, x, y);
    if (now < 0) return at === 2 ? lengths : null;
    if (now !== (at === 1 ? 0 : 1) && ++at === 3) return lengths;
    lengths[at]++;
  }
  return null;
}

// Along a line through its middle a corner pattern is 1 dark, 1 light, 3 dark, 1 light, 1 dark, however it is turned.
const likeCorner = ([a, b, c, d, e]) => {
  const one = (a + b + c + d + e) / 7, off = one * 0.6 + 0.5;
  return one >= 1 && Math.abs(a - one) <= off && Math.abs(b - one) <= off && Math.abs(c - 3 * one) <= 2 * off && Math.abs(d - one) <= off && Math.abs(e - one) <= off ? one : 0;
};

function across(picture, x, y, dx, dy) {
  const back = runs(picture, x, y, -dx, -dy), on = runs(picture, x + dx, y + dy, dx, dy);
  if (!back || !on) return null;
  const one = likeCorner([back[2], back[1], back[0] + on[0], on[1], on[2]]);
  return one ? { one, shift: (on[0] + 1 - back[0]) / 2 } : null;
}

function cornerPatterns(picture) {
  const { dark, width, height } = picture, found = [];
  for (let y = 0; y < height; y += 2) {
    const last = [0, 0, 0, 0, 0];
    for (let x = 0, from = 0; x < width; x++) {
      const now = dark[y * width + x];
      if (x + 1 < width && dark[y * width + x + 1] === now) continue;
      last.shift();
      last.push(x + 1 - from);
      from = x + 1;
      if (!now || !likeCorner(last)) continue;
      let middle = { x: from - last[4] - last[3] - last[2] / 2, y };
      const down = across(picture, middle.x, middle.y, 0, 1);
      if (!down) continue;
      middle.y = y + down.shift;
      const right = across(picture, middle.x, middle.y, 1, 0);
      if (!right) continue;
      middle = { x: (middle.x | 0) + right.shift, y: (middle.y | 0) + 0.5, one: (down.one + right.one) / 2, times: 1 };
      const known = found.find(one => Math.abs(one.x - middle.x) < 2 * one.one && Math.abs(one.y - middle.y) < 2 * one.one);
      if (!known) found.push(middle);
      else {
        for (const part of ["x", "y", "one"]) known[part] = (known[part] * known.times + middle[part]) / (known.times + 1);
        known.times++;
      }
    }
  }
  return found.sort((a, b) => b.times - a.times).slice(0, 12);
}

// Three that may be the corners of one code, the likeliest first: two sides of about the same length at about a right angle, patterns of about the same size, and none that is seen
// on a few lines only, as speckles are.
function triples(found) {
  const possible = [];
  for (const a of found)
    for (let i = 0; i < found.length; i++)
      for (let j = i + 1; j < found.length; j++) {
        const [b, c] = [found[i], found[j]];
        if (a === b || a === c) continue;
        const [bx, by, cx, cy] = [b.x - a.x, b.y - a.y, c.x - a.x, c.y - a.y], lengthB = Math.hypot(bx, by), lengthC = Math.hypot(cx, cy);
        const ones = [a.one, b.one, c.one], wrong = Math.abs(bx * cx + by * cy) / (lengthB * lengthC) + Math.abs(Math.log(lengthB / lengthC)) + Math.log(Math.max(...ones) / Math.min(...ones));
        if (wrong < 1.6 && Math.min(lengthB, lengthC) > 9 * Math.min(...ones)) possible.push({ wrong: wrong - Math.log(Math.min(a.times, b.times, c.times)), corners: bx * cy - by * cx > 0 ? [a, b, c] : [a, c, b] });
      }
  return possible.sort((a, b) => a.wrong - b.wrong).slice(0, 8).map(one => one.corners);
}

// How long a square's side is along the line between two corners, as both corner patterns show it.
function sideBetween(picture, a, b) {
  const length = Math.hypot(b.x - a.x, b.y - a.y), dx = (b.x - a.x) / length, dy = (b.y - a.y) / length;
  const ones = [a, b].map(one => across(picture, one.x, one.y, dx, dy)).filter(Boolean).map(one => one.one);
  return length / (ones.length ? ones.reduce((sum, one) => sum + one) / ones.length : (a.one + b.one) / 2);
}

function readAt(picture, [a, b, c]) {
  const version = Math.round(((sideBetween(picture, a, b) + sideBetween(picture, a, c)) / 2 + 7 - 17) / 4);
  // The larger the code, the less its size is known from its corners.
  for (let i = 0; i < 3 + (version >> 1); i++) {
    const maybe = version + (i % 2 ? i + 1 >> 1 : -(i >> 1));
    if (maybe < 1 || maybe > LARGEST) continue;
    const size = maybe * 4 + 17, far = size - 3.5, place = (u, v) => [0, 1].map(i => { const [p, q, r] = [a, b, c].map(one => i ? one.y : one.x); return p + ((u - 3.5) * (q - p) + (v - 3.5) * (r - p)) / (size - 7); });
    for (const [u, v, [x, y]] of fourths(picture, maybe, size, place)) {
      const through = throughFour([[3.5, 3.5, a.x, a.y], [far, 3.5, b.x, b.y], [3.5, far, c.x, c.y], [u, v, x, y]]), at = (u, v) => isDark(picture, ...through(u + 0.5, v + 0.5));
      const text = fits(at, size) ? decoded(at, size, maybe) : null;
      if (text !== null) return text;
    }
  }
  return null;
}

// Steps of half a square away from a place, the nearest first.
const AROUND = Array.from({ length: 17 * 17 }, (_, i) => [(i % 17 - 8) / 2, ((i / 17 | 0) - 8) / 2]).sort((p, q) => Math.hypot(...p) - Math.hypot(...q));

// Where the fourth point may lie that says how the code is tilted: at the small pattern near that corner, or, where there is none, around where it were if the picture were flat.
function* fourths(picture, version, size, place) {
  const [x0, y0] = place(0, 0), [x1, y1] = place(1, 0), [x2, y2] = place(0, 1), [ux, uy, vx, vy] = [x1 - x0, y1 - y0, x2 - x0, y2 - y0];
  if (version > 1) {
    const near = size - 6.5, [cx, cy] = place(near, near), reach = 3 + size / 6;
    let best = 20, sumX = 0, sumY = 0, count = 0;
    for (let i = -reach; i <= reach; i += 0.25)
      for (let j = -reach; j <= reach; j += 0.25) {
        const x = cx + i * ux + j * vx, y = cy + i * uy + j * vy;
        if (isDark(picture, x, y) !== 1) continue;
        let like = 0;
        for (let u = -2; u <= 2; u++)
          for (let v = -2; v <= 2; v++)
            like += isDark(picture, x + u * ux + v * vx, y + u * uy + v * vy) === (Math.max(Math.abs(u), Math.abs(v)) === 1 ? 0 : 1) ? 1 : 0;
        if (like > best) [best, sumX, sumY, count] = [like, 0, 0, 0];
        if (like === best && (!count || Math.hypot(sumX / count - x, sumY / count - y) < 2 * Math.hypot(ux, uy))) { sumX += x; sumY += y; count++; }
      }
    if (count) yield [near, near, [sumX / count, sumY / count]];
  }
  const far = size - 3.5, [x, y] = place(far, far);
  for (const [i, j] of version > 1 ? AROUND.slice(0, 45) : AROUND) yield [far, far, [x + i * ux + j * vx, y + i * uy + j * vy]];
}

// The perspective that takes four points (u, v) to (x, y): eight equations, solved by elimination.
function throughFour(points) {
  const rows = points.flatMap(([u, v, x, y]) => [[u, v, 1, 0, 0, 0, -u * x, -v * x, x], [0, 0, 0, u, v, 1, -u * y, -v * y, y]]);
  for (let i = 0; i < 8; i++) {
    const best = rows.slice(i).reduce((most, row, at) => Math.abs(row[i]) > Math.abs(rows[most][i]) ? at + i : most, i);
    [rows[i], rows[best]] = [rows[best], rows[i]];
    for (let j = 0; j < 8; j++)
      if (j !== i) {
        const times = rows[j][i] / rows[i][i];
        for (let k = i; k < 9; k++) rows[j][k] -= times * rows[i][k];
      }
  }
  const [a, b, c, d, e, f, g, h] = rows.map((row, i) => row[8] / row[i]);
  return (u, v) => { const w = g * u + h * v + 1; return [(a * u + b * v + c) / w, (d * u + e * v + f) / w]; };
}

// Between the corner patterns dark and light take turns: where they mostly do not, there is no code of that size, or it lies otherwise.
function fits(at, size) {
  let wrong = 0;
  for (let i = 8; i < size - 8; i++)
    for (const now of [at(i, 6), at(6, i)]) wrong += now === (i % 2 ? 0 : 1) ? 0 : 1;
  return wrong <= (size - 16) / 2;
}

function decoded(at, size, version) {
  const format = formatOf(at, size);
  if (format === null) return null;
  const words = unmasked(at, size, version, MASKS[format & 7]), checks = CHECKS[format >> 3][version - 1], count = BLOCKS[format >> 3][version - 1];
  const short = words.length / count | 0, shorter = count - words.length % count, bytes = [];
  const blocks = Array.from({ length: count }, (_, i) => new Uint8Array(i < shorter ? short : short + 1));
  let next = 0;
  for (let i = 0; i <= short - checks; i++)
    for (const block of blocks)
      if (i < block.length - checks) block[i] = words[next++];
  for (let i = checks; i > 0; i--)
    for (const block of blocks) block[block.length - i] = words[next++];
  for (const block of blocks) {
    if (!mended(block, checks)) return null;
    bytes.push(...block.subarray(0, block.length - checks));
  }
  return textOf(bytes, version);
}

// Level and mask stand there twice, each with ten check bits: whichever of the 32 is nearest to either, within three wrong bits.
function formatOf(at, size) {
  let one = 0, two = 0, best = null, least = 4;
  for (let i = 14; i >= 0; i--) {
    one = one << 1 | (1 === (i < 6 ? at(8, i) : i < 8 ? at(8, i + 1) : i === 8 ? at(7, 8) : at(14 - i, 8)));
    two = two << 1 | (1 === (i < 8 ? at(size - 1 - i, 8) : at(8, size - 15 + i)));
  }
  for (let format = 0; format < 32; format++) {
    let rest = format;
    for (let i = 0; i < 10; i++) rest = rest << 1 ^ (rest >> 9) * 0x537;
    const code = (format << 10 | rest) ^ 0x5412;
    for (const read of [one, two]) {
      let wrong = 0;
      for (let bits = read ^ code; bits; bits &= bits - 1) wrong++;
      if (wrong < least) [least, best] = [wrong, format];
    }
  }
  return best;
}

function unmasked(at, size, version, mask) {
  const small = [], words = [];
  if (version > 1) {
    const count = (version / 7 | 0) + 2, step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
    for (let i = 0; i < count - 1; i++) small.unshift(size - 7 - i * step);
    small.unshift(6);
  }
  const end = size - 7, inSmall = (x, y) => small.some(px => Math.abs(x - px) <= 2 && small.some(py => Math.abs(y - py) <= 2 && !(px === 6 && py === 6 || px === 6 && py === end || px === end && py === 6)));
  const drawn = (x, y) => x === 6 || y === 6 || x < 9 && y < 9 || x >= size - 8 && y < 9 || x < 9 && y >= size - 8 || version > 6 && (x >= size - 11 && y < 6 || y >= size - 11 && x < 6) || inSmall(x, y);
  let word = 0, bits = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let i = 0; i < size; i++)
      for (const x of [right, right - 1]) {
        const y = (right + 1) & 2 ? i : size - 1 - i;
        if (drawn(x, y)) continue;
        word = word << 1 | (at(x, y) === 1) ^ (mask(x, y) === 0);
        if (++bits === 8) { words.push(word & 255); word = bits = 0; }
      }
  }
  return words;
}

// Reed and Solomon's code over 256 numbers.
const POWERS = new Uint8Array(512), LOGS = new Uint8Array(256);
for (let i = 0, value = 1; i < 255; i++, value = value << 1 ^ (value >> 7) * 0x11d) { POWERS[i] = POWERS[i + 255] = value; LOGS[value] = i; }
const times = (a, b) => a && b ? POWERS[LOGS[a] + LOGS[b]] : 0, over = (a, b) => a ? POWERS[LOGS[a] + 255 - LOGS[b]] : 0;
const valueAt = (polynomial, x) => polynomial.reduceRight((sum, part) => times(sum, x) ^ part, 0);

// Mends a block in place: Berlekamp and Massey find how many are wrong, Chien where, Forney by how much. False: too many.
function mended(block, checks) {
  const faults = Array.from({ length: checks }, (_, i) => block.reduce((sum, byte) => times(sum, POWERS[i]) ^ byte, 0));
  if (!faults.some(Boolean)) return true;
  let locator = [1], before = [1], wrong = 0, since = 1, base = 1;
  for (let n = 0; n < checks; n++, since++) {
    let off = 0;
    for (let i = 0; i <= wrong; i++) off ^= times(locator[i] || 0, faults[n - i]);
    if (!off) continue;
    const old = locator, by = over(off, base);
    locator = Array.from({ length: Math.max(old.length, before.length + since) }, (_, i) => (old[i] || 0) ^ times(by, before[i - since] || 0));
    if (2 * wrong <= n) [wrong, before, base, since] = [n + 1 - wrong, old, off, 0];
  }
  if (2 * wrong > checks) return false;
  const sizes = Array.from({ length: checks }, (_, n) => faults.slice(0, n + 1).reduce((sum, fault, i) => sum ^ times(fault, locator[n - i] || 0), 0));
  const slope = locator.map((part, i) => i % 2 ? part : 0).slice(1);
  let found = 0;
  for (let i = 0; i < block.length; i++) {
    const power = block.length - 1 - i, inverse = POWERS[(255 - power) % 255];
    if (valueAt(locator, inverse)) continue;
    block[i] ^= times(POWERS[power], over(valueAt(sizes, inverse), valueAt(slope, inverse)));
    found++;
  }
  return found === wrong;
}

function textOf(bytes, version) {
  let at = 0, text = "";
  const left = () => bytes.length * 8 - at, take = count => { let value = 0; for (; count > 0; count--, at++) value = value << 1 | (bytes[at >> 3] >> (7 - (at & 7)) & 1); return value; };
  const wide = version > 9;
  while (left() >= 4) {
    const mode = take(4);
    if (mode === 0) break;
    if (mode === 1) {
      let count = take(wide ? 12 : 10);
      for (; count > 0 && left() > 0; count -= 3) text += String(take([0, 4, 7][count] || 10)).padStart(Math.min(3, count), "0");
    } else if (mode === 2) {
      let count = take(wide ? 11 : 9);
      for (; count > 1 && left() > 0; count -= 2) { const two = take(11); text += SIGNS[two / 45 | 0] + SIGNS[two % 45]; }
      if (count === 1) text += SIGNS[take(6)];
    } else if (mode === 4) {
      const read = Uint8Array.from({ length: Math.min(take(wide ? 16 : 8), left() / 8 | 0) }, () => take(8));
      try { text += new TextDecoder("utf-8", { fatal: true }).decode(read); } catch { text += new TextDecoder("iso-8859-1").decode(read); }
    } else if (mode === 7) {
      // Which alphabet follows is not needed: it is looked at above.
      take(take(1) === 0 ? 7 : take(1) === 0 ? 14 : 22);
    } else return null;
  }
  return text;
}
