package dev.sluice.e2e.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TextTableTest {

  @Test
  void lines_columnsHaveWidthOfWidestCell() {
    assertEquals(
        List.of("id   status", "a-1  200", "b    404"),
        TextTable.lines(
            List.of("id", "status"), List.of(List.of("a-1", "200"), List.of("b", "404"))));
  }
}
