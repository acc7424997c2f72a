package dev.sluice.quality.detection.score;

import dev.sluice.quality.corpus.EntitySpan;
import java.util.Comparator;
import java.util.List;

/** The coverage of an entity by findings. */
final class EntityCoverage {

  private EntityCoverage() {}

  /** Returns whether findings cover each char of the entity. */
  static boolean whole(EntitySpan entity, List<DetectedSpan> findings) {
    int readable = entity.start();
    for (DetectedSpan found :
        findings.stream().sorted(Comparator.comparingInt(DetectedSpan::start)).toList()) {
      if (found.start() > readable) {
        break;
      }
      readable = Math.max(readable, found.end());
    }
    return readable >= entity.end();
  }
}
