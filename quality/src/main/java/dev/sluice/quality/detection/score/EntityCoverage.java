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

  /**
   * Returns whether a letter or digit of the entity is outside of all findings. Separators, quotes
   * and characters without width identify nobody.
   */
  static boolean isReadable(String text, EntitySpan entity, List<DetectedSpan> findings) {
    for (int at = entity.start();
        at < entity.end();
        at += Character.charCount(text.codePointAt(at))) {
      int here = at;
      int c = text.codePointAt(at);
      boolean telling =
          Character.isLetterOrDigit(c) || Character.getType(c) == Character.OTHER_NUMBER;
      if (telling && findings.stream().noneMatch(found -> found.overlaps(here, here + 1))) {
        return true;
      }
    }
    return false;
  }
}
