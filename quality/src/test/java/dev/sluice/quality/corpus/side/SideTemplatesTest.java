package dev.sluice.quality.corpus.side;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.quality.corpus.EntityKind;
import dev.sluice.quality.corpus.grammar.TextDerivation;
import dev.sluice.quality.corpus.value.SeededRandom;
import dev.sluice.quality.corpus.value.TemplateFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The templates of both sides. A rule that is tuned to one side has never seen the other. */
class SideTemplatesTest {
  private static final SideGrammar TUNING = SideGrammar.read(CorpusSide.TUNING);
  private static final SideGrammar TEST = SideGrammar.read(CorpusSide.TEST);

  @Test
  void tuningAndTest_haveNoNearCopies() {
    TemplateSimilarity tuning = new TemplateSimilarity(templates(TUNING));
    assertEquals("", String.join("\n", tuning.copies(templates(TEST))));
  }

  @Test
  void oldTemplates_haveNoNearCopiesInTest() {
    List<String> old = old();
    assertTrue(old.size() > 500, "the old templates are read");
    // The old templates stay unread: a failure names those of the test side alone.
    List<String> copies =
        new TemplateSimilarity(old)
            .copies(templates(TEST)).stream().map(pair -> pair.split("  ≈  ")[0]).toList();
    assertEquals("", String.join("\n", copies));
  }

  @Test
  void copy_withOtherNumbersAndSlots_isFound() {
    TemplateSimilarity tuning =
        new TemplateSimilarity(List.of("Please refund {goods} to account {v} before 5 pm"));
    assertFalse(
        tuning.copies(List.of("please refund {trip} to account {card} before 17")).isEmpty());
    assertTrue(tuning.copies(List.of("The account {v} was charged before 5 pm")).isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void templates_ofASide_canBeFilled(CorpusSide side) {
    SideGrammar grammar = SideGrammar.read(side);
    for (EntityKind kind : EntityKind.values()) {
      SeededRandom random = SeededRandom.of(1, kind.id());
      SideValues values = new SideValues(grammar, random);
      for (String template : grammar.grammar().templates().toList()) {
        String text =
            new TextDerivation(grammar.grammar(), grammar.names("ko", kind), values, random)
                .add(template)
                .filled()
                .text();
        assertFalse(text.contains("{v}"), template);
      }
    }
  }

  private static List<String> templates(SideGrammar side) {
    return side.grammar().templates().toList();
  }

  private static List<String> old() {
    List<String> names = new ArrayList<>(List.of("common", "clean"));
    for (EntityKind kind : EntityKind.values()) {
      names.add(kind.id());
      names.addAll(TemplateFile.read(kind.id()).section("use"));
    }
    return names.stream()
        .distinct()
        .map(TemplateFile::read)
        .flatMap(file -> file.sections().entrySet().stream())
        .filter(section -> !section.getKey().equals("use"))
        .flatMap(section -> section.getValue().stream())
        .distinct()
        .toList();
  }
}
