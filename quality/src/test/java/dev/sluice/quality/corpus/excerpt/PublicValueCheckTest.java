package dev.sluice.quality.corpus.excerpt;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicValueCheckTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "write to kim@nuri.co.kr",
        "call +82 2 555 1234 now",
        "listen on 10.0.0.7",
        "the address fe80::1:2",
        "paid with 4539 1488 0343 6467",
        "redis://app:Xy7pass@cache/0",
        "password = 'Tulip99x'"
      })
  void value_isNoticed(String text) {
    assertTrue(PublicValueCheck.holdsValue(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@Override public int size() { return 42; }",
        "since version 1.8.0 of 2014-03-18",
        "A password must have eight characters.",
        "std::vector<int> sizes",
        "the extension 2.5.29.15 of a certificate",
        "token = lexer.next(4711); npm i left-pad@1.3.0"
      })
  void ordinaryText_passes(String text) {
    assertFalse(PublicValueCheck.holdsValue(text));
  }
}
