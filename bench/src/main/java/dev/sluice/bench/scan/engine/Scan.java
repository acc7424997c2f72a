package dev.sluice.bench.scan.engine;

/** A text that is ready to be searched, again and again. */
public interface Scan extends AutoCloseable {
  /** Searches all of the text in pieces of so many bytes; says how much was found. */
  long pass(int piece);

  @Override
  default void close() {}
}
