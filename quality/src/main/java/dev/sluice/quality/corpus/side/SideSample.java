package dev.sluice.quality.corpus.side;

import dev.sluice.quality.corpus.EntitySpan;
import dev.sluice.quality.corpus.SampleSet;
import java.util.List;

/**
 * A text of a side with all values in it, in the order of the text.
 *
 * @param family the family of an evasion, of similar numbers or of a public text; else the kind
 */
public record SideSample(
    String id,
    SampleSet set,
    TextSource source,
    String family,
    String text,
    List<EntitySpan> entities) {

  public SideSample {
    entities = List.copyOf(entities);
    boolean expected = set == SampleSet.ENTITY || set == SampleSet.EVASION;
    if (expected == entities.isEmpty()) {
      throw new IllegalArgumentException("not a sample of " + set + ": " + id);
    }
  }
}
