package dev.sluice.quality.fuzz;

import dev.sluice.quality.fuzz.body.FuzzBody;
import java.util.random.RandomGenerator;

/** A mutator that changes, copies and removes bytes. */
final class ByteMutator {
  private static final String TELLING = "-.@: \n\"'=0{}[]\\,\r";
  private static final int LONGEST = 24;

  private ByteMutator() {}

  /** Returns the body with at most {@code most} mutations. */
  static FuzzBody mutate(RandomGenerator random, FuzzBody body, int most) {
    byte[] bytes = body.bytes().toByteArray();
    mutate(random, bytes, most);
    return body.as(body.coding(), bytes);
  }

  /** Applies at most {@code most} mutations. */
  static void mutate(RandomGenerator random, byte[] bytes, int most) {
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
