package dev.sluice.quality.corpus.side;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.quality.corpus.EntityKind;
import dev.sluice.quality.corpus.EntitySpan;
import dev.sluice.quality.corpus.SampleSet;
import dev.sluice.quality.corpus.evasion.EvasionFamily;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SideCorpusTest {
  private static final SideCorpusSize SMALL = SideCorpusSize.of(8);

  private static final SideCorpus TUNING = SideCorpus.generate(CorpusSide.TUNING, 3, SMALL);
  private static final SideCorpus TEST = SideCorpus.generate(CorpusSide.TEST, 3, SMALL);

  @Test
  void generate_sameSeed_sameTexts() {
    assertEquals(TEST, SideCorpus.generate(CorpusSide.TEST, 3, SMALL));
  }

  @ParameterizedTest
  @EnumSource
  void samples_ofEachKindAndFamily(CorpusSide side) {
    Set<EntityKind> kinds = EnumSet.noneOf(EntityKind.class);
    Set<String> families = new HashSet<>();
    for (SideSample sample : samples(side)) {
      sample.entities().forEach(entity -> kinds.add(entity.kind()));
      if (sample.set() == SampleSet.EVASION) {
        families.add(sample.family());
      }
    }
    assertEquals(EnumSet.allOf(EntityKind.class), kinds);
    assertEquals(
        Arrays.stream(EvasionFamily.values()).map(EvasionFamily::id).collect(Collectors.toSet()),
        families);
  }

  @ParameterizedTest
  @EnumSource
  void entities_ofATextInOrder(CorpusSide side) {
    for (SideSample sample : samples(side)) {
      int end = 0;
      for (EntitySpan entity : sample.entities()) {
        assertTrue(entity.start() >= end && entity.end() <= sample.text().length(), sample.id());
        end = entity.end();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void publicTexts_ofASide_areRead(CorpusSide side) {
    SideCorpus corpus = side == CorpusSide.TEST ? TEST : TUNING;
    assertTrue(corpus.files().getOrDefault("pages", 0) > 0, corpus.files().toString());
  }

  @Test
  void sides_haveNoCommonText() {
    Set<String> tuning =
        samples(CorpusSide.TUNING).stream().map(SideSample::text).collect(Collectors.toSet());
    assertEquals(
        List.of(),
        samples(CorpusSide.TEST).stream().map(SideSample::text).filter(tuning::contains).toList());
  }

  private static List<SideSample> samples(CorpusSide side) {
    return (side == CorpusSide.TEST ? TEST : TUNING).samples();
  }
}
