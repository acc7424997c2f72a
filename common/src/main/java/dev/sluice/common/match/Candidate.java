package dev.sluice.common.match;

/** Text that a pattern matched, for a check to decide. */
public final class Candidate {
  private final byte[] text;
  private final int first;
  private final int from;
  private final int to;

  /**
   * The bytes between {@code from} and {@code to}, with the text from {@code first} before them.
   */
  public Candidate(byte[] text, int first, int from, int to) {
    this.text = text;
    this.first = first;
    this.from = from;
    this.to = to;
  }

  /** An array that holds the candidate; only valid during the check. */
  public byte[] text() {
    return text;
  }

  /** Where the text before the candidate begins, as far back as the check asked for. */
  public int first() {
    return first;
  }

  /** The candidate's first byte. */
  public int from() {
    return from;
  }

  /** The candidate's end. */
  public int to() {
    return to;
  }
}
