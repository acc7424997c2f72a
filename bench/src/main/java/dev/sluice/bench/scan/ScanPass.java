package dev.sluice.bench.scan;

/** A text that is ready to be searched repeatedly. */
interface ScanPass {
  /** Searches the whole text in pieces of that many bytes and returns the number of findings. */
  long run(int piece);
}
