package dev.sluice.ctl.dlp.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedFormTest {
  @ParameterizedTest
  @CsvSource({
    "T1ger2024!, ••••••••••",
    "010-1234-5678, 01•-••••-••78",
    "한글비밀번호1234, ••••••••••",
    "hong@example.com, ho••@•••••••.•om",
  })
  void form_showsShapeAlone(String value, String expected) {
    assertEquals(expected, MaskedForm.of(value));
  }

  @ParameterizedTest
  @CsvSource({"200"})
  void form_longValue_isCut(int length) {
    String form = MaskedForm.of("k".repeat(length));
    assertEquals("kk" + "•".repeat(45) + "…", form);
  }
}
