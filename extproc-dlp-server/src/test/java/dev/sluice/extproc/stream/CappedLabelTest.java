package dev.sluice.extproc.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CappedLabelTest {
  @Test
  void of_beyondTheCap_isOther() {
    CappedLabel label = new CappedLabel(2);
    assertEquals("a", label.of("a"));
    assertEquals("b", label.of("b"));
    assertEquals("other", label.of("c"));
    assertEquals("a", label.of("a"));
  }

  @Test
  void of_noCapLeft_allOther() {
    assertEquals("other", new CappedLabel(0).of("a"));
  }
}
