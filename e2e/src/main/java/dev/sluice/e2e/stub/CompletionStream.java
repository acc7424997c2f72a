package dev.sluice.e2e.stub;

/** A streamed answer in some provider's shape. */
interface CompletionStream {
  /** What comes before the first piece. */
  byte[] opening();

  /** One piece of the answer. */
  byte[] delta(String piece);

  /** What comes behind the last piece. */
  byte[] closing(int promptTokens, int completionTokens);
}
