import { describe, expect, it } from "vitest";
import { columnsFor, PLAYOUT_MS, Playout, Sweep } from "./sweep.ts";

const tickOf = (value: number) => new Array<number>(10).fill(value); // 200 Hz: ten samples a tick

describe("playout", () => {
  it("holds the first samples back by the playout delay", () => {
    const playout = new Playout(200);
    playout.push(1, tickOf(1));
    expect(playout.take(1000)).toEqual([]);
    expect(playout.take(1000 + PLAYOUT_MS - 1)).toEqual([]);
    expect(playout.take(1000 + PLAYOUT_MS + 25)).toHaveLength(5);
  });

  it("plays samples at their own rate, in order", () => {
    const playout = new Playout(200);
    playout.push(1, [...tickOf(1), ...tickOf(2)]);
    playout.take(0);
    const first = playout.take(PLAYOUT_MS + 50);
    const second = playout.take(PLAYOUT_MS + 100);
    expect([...first, ...second]).toEqual([...tickOf(1), ...tickOf(2)]);
  });

  it("shows ticks that never came as a gap, not as a jump", () => {
    const playout = new Playout(200);
    playout.push(1, tickOf(1));
    playout.push(4, tickOf(4));
    playout.take(0);
    const drawn = playout.take(PLAYOUT_MS + 200);
    expect(drawn).toHaveLength(40);
    expect(drawn.slice(10, 30).every(Number.isNaN)).toBe(true);
    expect(drawn[39]).toBe(4);
  });

  it("ignores ticks that were already played", () => {
    const playout = new Playout(200);
    playout.push(4, tickOf(4));
    playout.push(4, tickOf(9));
    playout.push(3, tickOf(9));
    expect(playout.waitingMs).toBe(50);
  });

  it("takes only the new part of an overlapping frame", () => {
    const playout = new Playout(200);
    playout.push(2, [...tickOf(1), ...tickOf(2)]);
    playout.push(3, [...tickOf(2), ...tickOf(3)]);
    expect(playout.waitingMs).toBe(150);
  });

  it("catches up after a stall instead of staying behind", () => {
    const playout = new Playout(200);
    playout.push(1, tickOf(1));
    playout.take(0);
    for (let tick = 2; tick <= 60; tick++) playout.push(tick, tickOf(tick));
    playout.take(PLAYOUT_MS + 10);
    expect(playout.waitingMs).toBeLessThanOrEqual(PLAYOUT_MS);
  });
});

describe("sweep", () => {
  it("writes left to right and starts again at the left", () => {
    const sweep = new Sweep(100);
    for (let i = 0; i < 103; i++) sweep.write(i);
    expect(sweep.position).toBe(3);
    expect([...sweep.values.slice(0, 3)]).toEqual([100, 101, 102]);
  });

  it("erases a bar ahead of the pen", () => {
    const sweep = new Sweep(100);
    for (let i = 0; i < 150; i++) sweep.write(i);
    expect(Number.isNaN(sweep.values[50])).toBe(true);
    expect(Number.isNaN(sweep.values[51])).toBe(true);
    expect(sweep.values[60]).toBe(60);
  });

  it("fills 150 mm in six seconds at 25 mm/s", () => {
    expect(columnsFor(150, 25, 200)).toBe(1200);
    expect(columnsFor(150, 6.25, 20)).toBe(480);
  });
});
