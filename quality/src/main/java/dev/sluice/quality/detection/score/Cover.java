package dev.sluice.quality.detection.score;

import dev.sluice.quality.corpus.Entity;
import java.util.Comparator;
import java.util.List;

/** How much of an entity findings hide. */
final class Cover {

  private Cover() {}

  /** True if no char of the entity is outside of all the findings. */
  static boolean whole(Entity entity, List<Found> findings) {
    int readable = entity.start();
    for (Found found : findings.stream().sorted(Comparator.comparingInt(Found::start)).toList()) {
      if (found.start() > readable) {
        break;
      }
      readable = Math.max(readable, found.end());
    }
    return readable >= entity.end();
  }
}
