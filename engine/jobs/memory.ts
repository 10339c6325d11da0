// The most memory this process held while something ran: sampled, because the operating system only
// keeps the highest mark of the whole process.

const everyMilliseconds = 200;

export interface MemoryWatch {
  /** Resident memory at its highest since the watch began, in MB (10^6 bytes). */
  peakMegabytes(): number;
  stop(): void;
}

export function watchMemory(): MemoryWatch {
  let peak = process.memoryUsage.rss();
  const look = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, everyMilliseconds);
  timer.unref();
  return {
    peakMegabytes: () => {
      look();
      return Math.round(peak / 1e5) / 10;
    },
    stop: () => clearInterval(timer),
  };
}
