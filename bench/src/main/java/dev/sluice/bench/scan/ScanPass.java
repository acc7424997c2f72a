package dev.sluice.bench.scan;

/** A prepared search of one text, which can be repeated. */
interface ScanPass {
  /** Searches the text in pieces of {@code piece} bytes and returns the number of findings. */
  long run(int piece);
}
