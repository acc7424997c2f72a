package dev.sluice.quality.corpus;

import java.util.List;
import java.util.Optional;

/**
 * A text of the corpora with all entities in it, in the order of the text. A hard negative has no
 * entity and names the kind that it looks like.
 */
public record Sample(
    String id,
    SampleSet set,
    BodyForm form,
    String text,
    List<EntitySpan> entities,
    Optional<EntityKind> mimics) {

  public Sample {
    entities = List.copyOf(entities);
    boolean expected = set == SampleSet.ENTITY || set == SampleSet.EVASION;
    if (expected == entities.isEmpty() || (set == SampleSet.NEGATIVE) != mimics.isPresent()) {
      throw new IllegalArgumentException("not a sample of " + set + ": " + id);
    }
    int end = 0;
    for (EntitySpan entity : entities) {
      if (entity.start() < end || entity.end() > text.length()) {
        throw new IllegalArgumentException("entities overlap or end outside: " + id);
      }
      end = entity.end();
    }
  }
}
