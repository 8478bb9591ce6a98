/** Geometry of charts over time: scales, ticks, paths. Pure numbers and strings. */

export type Scale = (value: number) => number;

export function linear(from: [number, number], to: [number, number]): Scale {
  const [low, high] = from;
  const span = high === low ? 1 : high - low;
  return (value) => to[0] + ((value - low) / span) * (to[1] - to[0]);
}

const TICK_STEPS_S = [30, 60, 120, 300, 600, 1200, 1800, 3600];
const TICK_ROOM_PX = 56;

/** Times to label on an axis so that labels do not touch. */
export function timeTicks(durationS: number, widthPx: number): number[] {
  const most = Math.max(1, Math.floor(widthPx / TICK_ROOM_PX));
  const step = TICK_STEPS_S.find((candidate) => durationS / candidate <= most) ?? 7200;
  return Array.from({ length: Math.floor(durationS / step) + 1 }, (_, index) => index * step);
}

const NICE = [1, 2, 5];

/** The range of the values widened to round numbers, never without height. */
export function niceRange(values: (number | null)[]): [number, number] {
  const known = values.filter((value): value is number => value !== null);
  if (known.length === 0) return [0, 1];
  const low = Math.min(...known);
  const high = Math.max(...known);
  const rough = Math.max((high - low) / 4, 0.25);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (NICE.find((nice) => nice * power >= rough) ?? 10) * power;
  const bottom = Math.floor(low / step) * step;
  const top = Math.ceil(high / step) * step;
  return top === bottom ? [bottom, bottom + step] : [bottom, top];
}

/** An SVG path of one value a second; gaps where there was none. At most about one point a pixel. */
export function pathOf(values: (number | null)[], x: Scale, y: Scale, everyS = 1): string {
  let path = "";
  let drawing = false;
  for (let second = 0; second < values.length; second += everyS) {
    const value = values[second];
    if (value === null || value === undefined) {
      drawing = false;
      continue;
    }
    path += `${drawing ? "L" : "M"}${x(second).toFixed(1)} ${y(value).toFixed(1)}`;
    drawing = true;
  }
  return path;
}

/** Where a displayed value changed: a monitor's number stands until the next one. */
export function changes(values: (number | null)[]): { second: number; value: number }[] {
  const found: { second: number; value: number }[] = [];
  let last: number | null = null;
  values.forEach((value, second) => {
    if (value !== null && value !== last) found.push({ second, value });
    last = value;
  });
  return found;
}
