package dev.sluice.quality.fuzz;

import dev.sluice.quality.fuzz.body.Body;
import java.util.random.RandomGenerator;

/** Makes some bytes of a text others, twice there, or gone. */
final class Spoiler {
  private static final String TELLING = "-.@: \n\"'=0{}[]\\,\r";
  private static final int LONGEST = 24;

  private Spoiler() {}

  /** A body that is spoilt in at most so many places. */
  static Body spoil(RandomGenerator random, Body body, int most) {
    byte[] bytes = body.bytes().toByteArray();
    spoil(random, bytes, most);
    return body.as(body.coding(), bytes);
  }

  /** Spoils at most so many places. */
  static void spoil(RandomGenerator random, byte[] bytes, int most) {
    for (int i = bytes.length == 0 ? 0 : random.nextInt(most + 1); i > 0; i--) {
      int at = random.nextInt(bytes.length);
      int other = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = bytes[other];
        case 2 -> bytes[at] = (byte) TELLING.charAt(random.nextInt(TELLING.length()));
        default -> {
          int length = Math.min(random.nextInt(LONGEST), bytes.length - Math.max(at, other));
          System.arraycopy(bytes, at, bytes, other, length);
        }
      }
    }
  }
}
