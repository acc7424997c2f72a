package dev.sluice.quality.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/** The ends of the chunks of a text. */
final class ChunkEnds {
  private ChunkEnds() {}

  static List<Integer> none(int length) {
    return List.of(length);
  }

  static List<Integer> everywhere(int length) {
    return sized(() -> 1, length);
  }

  static List<Integer> random(RandomGenerator random, int length) {
    int longest = random.nextInt(2, 24);
    return sized(() -> random.nextInt(1, longest), length);
  }

  private static List<Integer> sized(IntSupplier sizes, int length) {
    List<Integer> ends = new ArrayList<>();
    for (int at = 0; at < length; ) {
      at = Math.min(length, at + sizes.getAsInt());
      ends.add(at);
    }
    return ends.isEmpty() ? List.of(0) : ends;
  }
}
