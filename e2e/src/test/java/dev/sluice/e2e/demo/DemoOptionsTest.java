package dev.sluice.e2e.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DemoOptionsTest {

  @Test
  void parse_everyOption() {
    assertEquals(new DemoOptions(false, false, false), parse());
    assertEquals(new DemoOptions(true, false, false), parse("--tour"));
    assertEquals(new DemoOptions(true, true, false), parse("--tour", "-o", "json"));
    assertEquals(new DemoOptions(false, false, false), parse("--output", "text"));
    assertEquals(new DemoOptions(false, false, true), parse("--help"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tour", "-o", "-o xml", "--tuor"})
  void parse_unknownOption(String line) {
    assertThrows(IllegalArgumentException.class, () -> parse(line.split(" ")));
  }

  private static DemoOptions parse(String... words) {
    return DemoOptions.parse(words);
  }
}
