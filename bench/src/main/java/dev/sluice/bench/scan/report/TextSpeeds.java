package dev.sluice.bench.scan.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How fast each engine searches one text.
 *
 * @param korean the share of its bytes that are Hangul
 */
public record TextSpeeds(String text, int bytes, double korean, List<Speed> speeds) {
  public TextSpeeds {
    speeds = List.copyOf(speeds);
  }

  /** The engines in the order of measurement. */
  List<String> engines() {
    return speeds.stream().map(Speed::engine).distinct().toList();
  }

  /** The sizes of pieces. */
  List<Integer> pieces() {
    return speeds.stream().map(Speed::piece).filter(piece -> piece > 0).distinct().toList();
  }

  /** In pieces of that size; for an engine that takes no pieces, at all. */
  OptionalDouble speed(String engine, int piece) {
    return speeds.stream()
        .filter(speed -> speed.engine().equals(engine))
        .filter(speed -> speed.piece() == piece || speed.piece() == 0)
        .mapToDouble(Speed::megabytesPerSecond)
        .findFirst();
  }

  long found(String engine) {
    return speeds.stream()
        .filter(speed -> speed.engine().equals(engine))
        .mapToLong(Speed::found)
        .findFirst()
        .orElse(0);
  }
}
