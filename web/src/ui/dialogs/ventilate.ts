/** Bag and mask: how often, how much, with how much oxygen. */
import { element, setText } from "../dom.ts";
import { words } from "../strings/dialogs.ts";
import { plain } from "./amounts.ts";
import { numberField, proceed, whoField, whoWords } from "./fields.ts";
import type { Task } from "./panel.ts";
import { showReview } from "./review.ts";

const text = words.ventilate;
const SECONDS_PER_MINUTE = 60;

interface Bagging {
  rate: number;
  volumeMl: number;
  oxygen: number;
}

export function ventilateDialog(task: Task, bagging: Bagging = { rate: 0, volumeMl: 0, oxygen: 0 }): void {
  const interval = element("p", { class: "count", role: "status" });
  const showInterval = (): void =>
    setText(interval, bagging.rate === 0 ? "" : text.interval(plain(SECONDS_PER_MINUTE / bagging.rate)));
  const rate = numberField(
    text.rate,
    "/min",
    [1, 5],
    bagging.rate,
    (value) => {
      bagging.rate = value;
      showInterval();
    },
    [10, 12, 20].map((value) => ({ label: plain(value), value })),
  );
  const volume = numberField(
    text.volume,
    "mL",
    [50, 100],
    bagging.volumeMl,
    (value) => {
      bagging.volumeMl = value;
    },
    [300, 500, 800].map((value) => ({ label: `${value} mL`, value })),
  );
  const oxygen = numberField(
    text.oxygen,
    "L/min",
    [1, 5],
    bagging.oxygen,
    (value) => {
      bagging.oxygen = value;
    },
    [0, 10, 15].map((value) => ({ label: plain(value), value })),
  );
  const who = whoField(task, () => {});
  showInterval();
  const missing = (): string | null => {
    if (bagging.rate === 0) return text.needs.rate;
    if (bagging.volumeMl === 0) return text.needs.volume;
    return who.get() === null ? words.drug.needs.who : null;
  };
  const review = (): void => {
    const by = who.get() ?? "self";
    showReview(
      task.panel,
      text.sentence(
        plain(bagging.rate),
        `${plain(bagging.volumeMl)} mL`,
        `${plain(bagging.oxygen)} L/min`,
        whoWords(by),
      ),
      words.dialog.start,
      () =>
        task.send({
          ...task.item.do,
          ventilate: "bag-valve-mask",
          breaths_per_min: bagging.rate,
          volume_ml: bagging.volumeMl,
          oxygen_l_min: bagging.oxygen,
          by,
        }),
      () => ventilateDialog({ ...task, by }, bagging),
    );
  };
  task.panel.show({
    title: task.item.label,
    body: [rate.node, interval, volume.node, oxygen.node, who.node],
    footer: [proceed(words.dialog.review, missing, review)],
  });
}
