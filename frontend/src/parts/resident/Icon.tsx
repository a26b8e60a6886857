import type { ReactNode } from "react";

const shapes = {
  need: "M12 3a7 7 0 0 0-4 12.700V19l3.500-2H12a7 7 0 1 0 0-14zM12 7v4M12 13.600v.1",
  help: "M12 20s-7-4.300-7-9.600A4 4 0 0 1 12 7.800a4 4 0 0 1 7 2.600C19 15.700 12 20 12 20z",
  progress: "M5 6h2M10 6h9M5 12h2M10 12h9M5 18h2M10 18h9",
  phone:
    "M7 3.500 9.500 4l1.200 4-2 1.600a11 11 0 0 0 5.700 5.700l1.600-2 4 1.200.5 2.500a2 2 0 0 1-2 2.300A15.500 15.500 0 0 1 4.700 5.500a2 2 0 0 1 2.300-2z",
  hands: "M3.500 13.500 9 8l3.500 3.500L16 8l4.500 5.500L12 20zM9 4.300v.1M16 4.300v.1",
  leaf: "M6 19C6 10 11 5 19 5c0 8-5 13-11 13M6 21c.5-4 3-8 8-10",
  back: "M15 5l-7 7 7 7",
  check: "M5 12.500 10 17.500 19 7.500",
  danger: "M12 4 2.800 20h18.400zM12 10v4.500M12 17v.1",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20a7.500 7.500 0 0 1 15 0",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.500 2",
  place:
    "M12 21s-6.500-6-6.500-11a6.500 6.500 0 0 1 13 0c0 5-6.500 11-6.500 11zM12 12.300a2.300 2.300 0 1 0 0-4.600 2.300 2.300 0 0 0 0 4.600z",
};

export type IconName = keyof typeof shapes;

/** A drawn sign beside a word, never instead of one. */
export function Icon({ name }: { name: IconName }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  );
}
