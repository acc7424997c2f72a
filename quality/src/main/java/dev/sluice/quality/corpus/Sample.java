package dev.sluice.quality.corpus;

import java.util.List;
import java.util.Optional;

/**
 * One text of the corpora, with all that must not be readable in it, in the order of the text; a
 * hard negative has nothing and names the kind that it looks like.
 */
public record Sample(
    String id,
    SampleSet set,
    Form form,
    String text,
    List<Entity> entities,
    Optional<Kind> mimics) {

  public Sample {
    entities = List.copyOf(entities);
    boolean expected = set == SampleSet.ENTITY || set == SampleSet.EVASION;
    if (expected == entities.isEmpty() || (set == SampleSet.NEGATIVE) != mimics.isPresent()) {
      throw new IllegalArgumentException("not a sample of " + set + ": " + id);
    }
    int end = 0;
    for (Entity entity : entities) {
      if (entity.start() < end || entity.end() > text.length()) {
        throw new IllegalArgumentException("entities overlap or end outside: " + id);
      }
      end = entity.end();
    }
  }
}
