package dev.sluice.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EffectiveYamlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "127.0.0.1:9001",
        "[::1]:7",
        "jdbc:postgresql://h:5432/db",
        "null",
        "~",
        "true",
        "007",
        "-1",
        "a: b",
        "a #b",
        "a:",
        ": a",
        "say \"hi\\n\"",
        "line\nbreak\ttab\u0001",
        "{a}",
        "[a",
        "a, b",
        "*alias",
        "&anchor",
        "!tag",
        "%",
        "@",
        "`",
        "|",
        ">",
        " padded ",
        "사과"
      })
  void of_anyText_isReadBack(String text) {
    ConfigReader first =
        ConfigReader.of("", Map.of("SLUICE_A_ONE", text, "SLUICE_A_TWO", "x," + text.strip()));
    List<String> items = read(first);
    ConfigReader second = ConfigReader.of(EffectiveYaml.of(first.effectiveValues()), Map.of());
    assertEquals(items, read(second));
    second.finish();
    assertEquals(text, second.section("a").text("one", ""));
  }

  @Test
  void of_sections_areNestedOnce() {
    ConfigReader config = ConfigReader.of("b: {c: {d: 1}, e: 2}\n", Map.of());
    var _ = config.text("a", "x");
    var _ = config.section("b.c").integer("d", 0, 0, 9);
    var _ = config.section("b").integer("e", 0, 0, 9);
    var _ = config.section("b.c-1").text("d", "y");
    assertEquals(
        """
        a: x  # default
        b:
          c-1:
            d: y  # default
          c:
            d: 1  # config.yaml:1:12
          e: 2  # config.yaml:1:19
        """,
        EffectiveYaml.of(config.effectiveValues()));
  }

  private static List<String> read(ConfigReader config) {
    ConfigReader section = config.section("a");
    var _ = section.text("one", "");
    return section.texts("two", List.of());
  }
}
