package dev.sluice.e2e.stub;

/** A streamed response in the format of a provider. */
interface CompletionStream {
  /** Returns the bytes before the first delta. */
  byte[] opening();

  /** Returns the bytes of one delta. */
  byte[] delta(String piece);

  /** Returns the bytes after the last delta. */
  byte[] closing(int promptTokens, int completionTokens);
}
