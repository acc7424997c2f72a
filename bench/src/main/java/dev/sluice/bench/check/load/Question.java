package dev.sluice.bench.check.load;

/** One check that is asked until it is answered. */
public final class Question {
  private final int number;
  private final byte[] message;

  /**
   * A check of that number.
   *
   * @param message encoded and framed, never to be changed
   */
  public Question(int number, byte[] message) {
    this.number = number;
    this.message = message;
  }

  /** By which it is known. */
  public int number() {
    return number;
  }

  byte[] message() {
    return message;
  }
}
