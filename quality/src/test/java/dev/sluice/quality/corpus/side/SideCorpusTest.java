package dev.sluice.quality.corpus.side;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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

  @ParameterizedTest
  @EnumSource
  void generate_sameSeed_sameTexts(CorpusSide side) {
    assertEquals(SideCorpus.generate(side, 3, SMALL), SideCorpus.generate(side, 3, SMALL));
    assertNotEquals(
        SideCorpus.generate(side, 3, SMALL).samples(),
        SideCorpus.generate(side, 4, SMALL).samples());
  }

  @ParameterizedTest
  @EnumSource
  void samples_ofEachKindAndFamily(CorpusSide side) {
    List<SideSample> samples = SideCorpus.generate(side, 3, SMALL).samples();
    Set<EntityKind> kinds = EnumSet.noneOf(EntityKind.class);
    samples.forEach(sample -> sample.entities().forEach(entity -> kinds.add(entity.kind())));
    assertEquals(EnumSet.allOf(EntityKind.class), kinds);
    Set<String> families =
        samples.stream()
            .filter(sample -> sample.set() == SampleSet.EVASION)
            .map(SideSample::family)
            .collect(Collectors.toSet());
    assertEquals(
        Arrays.stream(EvasionFamily.values()).map(EvasionFamily::id).collect(Collectors.toSet()),
        families);
  }

  @ParameterizedTest
  @EnumSource
  void entities_ofATextInOrder(CorpusSide side) {
    for (SideSample sample : SideCorpus.generate(side, 5, SMALL).samples()) {
      int end = 0;
      for (EntitySpan entity : sample.entities()) {
        assertTrue(entity.start() >= end && entity.end() <= sample.text().length(), sample.id());
        end = entity.end();
      }
    }
  }

  @Test
  void sides_haveNoCommonText() {
    Set<String> tuning = new HashSet<>(texts(CorpusSide.TUNING));
    tuning.retainAll(texts(CorpusSide.TEST));
    assertEquals(Set.of(), tuning);
    assertFalse(texts(CorpusSide.TEST).isEmpty());
  }

  private static List<String> texts(CorpusSide side) {
    return SideCorpus.generate(side, 9, SMALL).samples().stream().map(SideSample::text).toList();
  }
}
