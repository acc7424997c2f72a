package dev.sluice.extproc.finding;

/** A meter that decides while an answer is streamed whether its next event may leave. */
public interface TokenMeter {
  /** A meter that stops nothing. */
  TokenMeter NONE =
      new TokenMeter() {
        @Override
        public boolean passes(long outputTokens) {
          return true;
        }
      };

  /**
   * Counts an event with text.
   *
   * @param outputTokens the estimated tokens of the whole answer up to the end of the event
   * @return false if the event must not leave and the stream ends
   */
  boolean passes(long outputTokens);
}
