package dev.sluice.common.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.sluice.common.yaml.YamlNode.Mapping;
import dev.sluice.common.yaml.YamlNode.Scalar;
import dev.sluice.common.yaml.YamlNode.ScalarKind;
import dev.sluice.common.yaml.YamlNode.Sequence;
import dev.sluice.common.yaml.YamlResult.Invalid;
import dev.sluice.common.yaml.YamlResult.Parsed;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abc | TEXT",
        "\"1\" | TEXT",
        "!!str 1 | TEXT",
        "1 | INTEGER",
        "-7 | INTEGER",
        "0x1F | INTEGER",
        "1.5 | DECIMAL",
        "1e3 | DECIMAL",
        "true | FLAG",
        "yes | TEXT",
        "~ | NULL",
        "2001-01-01 | TEXT"
      })
  void scalar_coreSchema_hasKind(String text, ScalarKind kind) {
    assertEquals(kind, assertInstanceOf(Scalar.class, root(text)).kind());
  }

  @Test
  void scalar_integer_isParsed() {
    assertEquals(31, new Scalar("0x1F", ScalarKind.INTEGER, TextPosition.START).integer());
    assertEquals(8, new Scalar("0o10", ScalarKind.INTEGER, TextPosition.START).integer());
    assertEquals(10, new Scalar("010", ScalarKind.INTEGER, TextPosition.START).integer());
    assertEquals(-3, new Scalar("-3", ScalarKind.INTEGER, TextPosition.START).integer());
  }

  @Test
  void positions_keysAndValues_areKept() {
    Mapping root = assertInstanceOf(Mapping.class, root("a:\n  - x\n  -   y\nb: |\n  text\n"));
    assertEquals(new TextPosition(4, 1), root.entries().get(1).keyPosition());
    assertEquals(new TextPosition(4, 4), root.entries().get(1).value().position());
    Sequence items = assertInstanceOf(Sequence.class, root.entries().getFirst().value());
    assertEquals(new TextPosition(3, 7), items.items().get(1).position());
  }

  @Test
  void alias_anchor_isExpanded() {
    Mapping root = assertInstanceOf(Mapping.class, root("a: &x [1, 2]\nb: *x\n"));
    assertEquals(root.entries().get(0).value(), root.entries().get(1).value());
  }

  @Test
  void aliases_exponential_areRejected() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      String alias = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s]\n"
              .formatted(
                  i,
                  i,
                  String.join(
                      ", ",
                      List.of(
                          alias, alias, alias, alias, alias, alias, alias, alias, alias, alias))));
    }
    assertEquals("more than 200000 values", problem(bomb.toString()).message());
  }

  @Test
  void text_hostile_isRejectedWithPosition() {
    assertEquals("nested deeper than 64 levels", problem("[".repeat(100_000)).message());
    assertEquals("the alias *x names nothing above it", problem("a: &x [*x]").message());
    assertEquals("only one document is allowed", problem("a: 1\n---\nb: 2\n").message());
    assertEquals("a key must be a single value", problem("? [a]\n: b\n").message());
    assertEquals("the tag !java is not supported", problem("!java x").message());
    assertEquals("the tag !set is not supported", problem("!set {a: b}").message());
    assertEquals(
        "the text is longer than 1048576 characters", problem("x".repeat(1_048_577)).message());
    assertEquals(new TextPosition(2, 4), problem("a: 1\nb: \u0000").position());
  }

  @Test
  void number_outOfRange_isRejected() {
    String message = "is not the value that its tag says, or too large a number";
    for (String text : List.of(".inf", ".nan", "1e999", "99999999999999999999", "!!int x")) {
      assertEquals(message, problem(text).message(), text);
    }
  }

  @Test
  void text_mutated_neverThrows() {
    String text =
        "a: &x [1, 'two', \"th\\u0072ee\"]\nb: {c: *x, d: !!str 4}\ne: |-\n  f\n? g\n: h\n";
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder mutilated = new StringBuilder(text);
      for (int j = random.nextInt(6); j >= 0; j--) {
        int at = random.nextInt(mutilated.length());
        switch (random.nextInt(3)) {
          case 0 -> mutilated.deleteCharAt(at);
          case 1 -> mutilated.insert(at, text.charAt(random.nextInt(text.length())));
          default -> mutilated.setCharAt(at, (char) random.nextInt(0x300));
        }
      }
      assertNotNull(YamlParser.parse(mutilated.toString()));
    }
  }

  private static YamlNode root(String text) {
    return assertInstanceOf(Parsed.class, YamlParser.parse(text)).root();
  }

  private static YamlResult.YamlProblem problem(String text) {
    return assertInstanceOf(Invalid.class, YamlParser.parse(text)).problems().getFirst();
  }
}
