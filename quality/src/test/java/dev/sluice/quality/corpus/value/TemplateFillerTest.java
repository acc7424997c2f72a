package dev.sluice.quality.corpus.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateFillerTest {

  private static final Map<String, List<String>> LISTS =
      Map.of("v", List.of("<«made»>"), "loop", List.of("«loop»"));

  @Test
  void add_placeOfGenerator() {
    FilledTemplate filled = filler().add("a «v» b").add("«made»").filled();
    assertEquals("a <[VALUE]> b[VALUE]", filled.text());
    assertEquals(
        List.of(new FilledTemplate.Place("made", 4, 9), new FilledTemplate.Place("made", 14, 19)),
        filled.places());
  }

  @Test
  void add_shapeAndRange() {
    String text = filler().add("«~##-@@»/«3..4»").filled().text();
    assertTrue(text.matches("\\d\\d-[A-Z]{2}/[34]"), text);
  }

  @Test
  void add_unknownName() {
    assertThrows(IllegalArgumentException.class, () -> filler().add("«other»"));
  }

  @Test
  void add_recursiveList() {
    assertThrows(IllegalArgumentException.class, () -> filler().add("«loop»"));
  }

  @Test
  void add_placeWithoutEnd() {
    assertThrows(IllegalArgumentException.class, () -> filler().add("«made"));
  }

  @Test
  void read_absentFile() {
    assertThrows(IllegalArgumentException.class, () -> TemplateFile.read("absent"));
  }

  private static TemplateFiller filler() {
    return new TemplateFiller(LISTS, TemplateFillerTest::make, SeededRandom.of(1, "test"));
  }

  private static GeneratedValue make(String name) {
    if (!name.equals("made")) {
      throw new IllegalArgumentException(name);
    }
    return GeneratedValue.within("[", "VALUE", "]");
  }
}
