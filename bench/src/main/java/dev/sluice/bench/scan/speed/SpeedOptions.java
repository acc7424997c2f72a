package dev.sluice.bench.scan.speed;

import dev.sluice.bench.scan.engine.Engine;
import dev.sluice.bench.scan.text.Language;
import java.time.Duration;
import java.util.List;

/**
 * What is measured, and how long.
 *
 * @param pieces the sizes of pieces in bytes; none for those of each text that tell the most
 * @param warmUp how many iterations before those that count
 * @param time how long each iteration is
 */
public record SpeedOptions(
    List<Engine> engines,
    List<Language> languages,
    List<Integer> pieces,
    int forks,
    int warmUp,
    int iterations,
    Duration time) {
  public SpeedOptions {
    engines = List.copyOf(engines);
    languages = List.copyOf(languages);
    pieces = pieces.stream().sorted().toList();
    if (engines.isEmpty() || languages.isEmpty() || pieces.stream().anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException("an engine and a text are needed, and positive pieces");
    }
    if (forks < 1 || warmUp < 0 || iterations < 1 || time.isZero() || time.isNegative()) {
      throw new IllegalArgumentException(
          "--forks, --iterations and --time must be positive, --warm-up not negative");
    }
  }

  /** The sizes of the pieces that a text of this language is cut into. */
  List<Integer> pieces(Language language) {
    if (!pieces.isEmpty()) {
      return pieces;
    }
    return language == Language.MIXED ? List.of(16, 256, 4096, 65_536) : List.of(4096);
  }
}
