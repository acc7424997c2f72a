package dev.sluice.bench.check;

/** A check with a number, which is sent until it is answered. */
public final class NumberedCheck {
  private final int number;
  private final byte[] message;

  /**
   * @param message encoded and framed; must not be changed
   */
  public NumberedCheck(int number, byte[] message) {
    this.number = number;
    this.message = message;
  }

  public int number() {
    return number;
  }

  byte[] message() {
    return message;
  }
}
