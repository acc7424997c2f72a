package dev.sluice.quality.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CorpusTest {

  /** The digest changes with any sample. Figures before and after are then not comparable. */
  private static final String DIGEST =
      "3c7f47d9b26e70ee9d8ac29b3905ceccfdf591c88c262c70f4b4ac2f79e682ed";

  private static final Corpus DEFAULT =
      Corpus.generate(Corpus.DEFAULT_SEED, Corpus.DEFAULT_PER_KIND);

  @Test
  void digest_defaultCorpora() {
    assertEquals(DIGEST, DEFAULT.digest());
  }

  @Test
  void generate_sameSeed() {
    assertEquals(Corpus.generate(7, 10), Corpus.generate(7, 10));
    assertNotEquals(Corpus.generate(7, 10).digest(), Corpus.generate(8, 10).digest());
  }

  @Test
  void generate_larger_keepsSamples() {
    List<Sample> few = Corpus.generate(7, 10).samples();
    assertTrue(new HashSet<>(Corpus.generate(7, 20).samples()).containsAll(few));
  }

  @Test
  void samples_ofEachKind() {
    for (EntityKind kind : EntityKind.values()) {
      assertEquals(200, count(kind.id(), SampleSet.ENTITY), kind.id());
      assertEquals(200, count(kind.id(), SampleSet.NEGATIVE), kind.id());
      assertEquals(60, count(kind.id(), SampleSet.EVASION), kind.id());
    }
    assertEquals(500, count("clean", SampleSet.CLEAN));
    assertEquals(25 * 460 + 500, DEFAULT.samples().stream().map(Sample::id).distinct().count());
  }

  @Test
  void samples_kindInId() {
    for (Sample sample : DEFAULT.samples()) {
      String kind = sample.id().substring(0, sample.id().indexOf('/'));
      switch (sample.set()) {
        case ENTITY, EVASION ->
            assertTrue(sample.entities().stream().anyMatch(e -> e.kind().id().equals(kind)), kind);
        case NEGATIVE -> assertEquals(Optional.of(kind), sample.mimics().map(EntityKind::id));
        case CLEAN -> assertTrue(sample.text().length() >= 200 && sample.text().length() <= 2_000);
      }
    }
  }

  @Test
  void entities_wholeValues() {
    for (Sample sample : DEFAULT.samples()) {
      assertFalse(sample.text().contains("«") || sample.text().contains("»"), sample.id());
      for (EntitySpan entity : sample.entities()) {
        String value = entity.in(sample.text());
        assertEquals(value.strip(), value, sample.id());
        assertFalse(splits(sample.text(), entity.start()), sample.id());
        assertFalse(splits(sample.text(), entity.end()), sample.id());
      }
    }
  }

  @Test
  void texts_differ() {
    for (EntityKind kind : EntityKind.values()) {
      long distinct =
          DEFAULT.samples().stream()
              .filter(sample -> sample.id().startsWith(kind.id() + "/negative/"))
              .map(Sample::text)
              .distinct()
              .count();
      assertTrue(distinct >= 120, kind.id() + ": " + distinct);
    }
  }

  @Test
  void templates_ofEachKind() {
    for (EntityKind kind : EntityKind.values()) {
      EntityTemplates templates = EntityTemplates.read(kind);
      assertTrue(templates.korean().size() >= 12, kind.id());
      assertTrue(templates.english().size() >= 12, kind.id());
      assertTrue(templates.structured().size() >= 8, kind.id());
      assertTrue(templates.negatives().size() >= 20, kind.id());
    }
  }

  @Test
  void sample_overlappingEntities() {
    List<EntitySpan> entities =
        List.of(new EntitySpan(EntityKind.CARD, 0, 3), new EntitySpan(EntityKind.CARD, 2, 4));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Sample(
                "a/1", SampleSet.ENTITY, BodyForm.PLAIN, "12345", entities, Optional.empty()));
  }

  private static boolean splits(String text, int at) {
    return at < text.length() && Character.isLowSurrogate(text.charAt(at));
  }

  private static long count(String prefix, SampleSet set) {
    return DEFAULT.samples().stream()
        .filter(sample -> sample.id().startsWith(prefix + "/") && sample.set() == set)
        .count();
  }
}
