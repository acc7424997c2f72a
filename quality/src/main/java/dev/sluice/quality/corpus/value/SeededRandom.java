package dev.sluice.quality.corpus.value;

import java.util.List;
import java.util.Random;

/** A random source with the same results on every machine for the same seed and label. */
public final class SeededRandom {

  public static final String DIGITS = "0123456789";
  public static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  public static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  public static final String ALPHANUMERIC = DIGITS + UPPER + LOWER;
  public static final String BASE64 = UPPER + LOWER + DIGITS + "+/";
  public static final String BASE64_URL = UPPER + LOWER + DIGITS + "-_";
  public static final String HEX = DIGITS + "abcdef";

  private final Random random;

  /** Creates a source over {@code random}, which must be a {@link Random} itself. */
  public SeededRandom(Random random) {
    this.random = random;
  }

  /** Returns the source of one sample, which does not depend on the number of samples. */
  public static SeededRandom of(long seed, String label) {
    long hash = 0xcbf29ce484222325L ^ seed;
    for (int i = 0; i < label.length(); i++) {
      hash = (hash ^ label.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return new SeededRandom(new Random(hash ^ (hash >>> 31)));
  }

  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** Returns a number between both ends, inclusive. */
  public int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  public boolean percent(int share) {
    return random.nextInt(100) < share;
  }

  public <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  public char charOf(String alphabet) {
    return alphabet.charAt(random.nextInt(alphabet.length()));
  }

  public String digits(int length) {
    return text(DIGITS, length);
  }

  public String text(String alphabet, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(charOf(alphabet));
    }
    return text.toString();
  }

  public byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /**
   * Fills a shape: {@code #} is a digit, {@code ^} one of 2 to 9, {@code @} an upper-case letter,
   * {@code %} a hexadecimal digit and {@code *} a lower-case letter or digit. Other characters are
   * copied.
   */
  public String shape(String shape) {
    StringBuilder text = new StringBuilder(shape.length());
    for (int i = 0; i < shape.length(); i++) {
      char c = shape.charAt(i);
      switch (c) {
        case '#' -> text.append(charOf(DIGITS));
        case '^' -> text.append(charOf("23456789"));
        case '@' -> text.append(charOf(UPPER));
        case '%' -> text.append(charOf(HEX));
        case '*' -> text.append(charOf(LOWER + DIGITS));
        default -> text.append(c);
      }
    }
    return text.toString();
  }
}
