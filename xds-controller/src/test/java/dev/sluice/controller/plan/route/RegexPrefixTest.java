package dev.sluice.controller.plan.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RegexPrefixTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "/v1/items/(; /v1/items/",
        "^/v1/[0-9]+; /v1/",
        "/v1/.*; /v1/",
        "/a/|/b/(; /",
        "/a(/b|/c; /",
        "/items?/(; /item",
        "/items*/(; /item",
        "/items+/(; /items",
        "/items{2; /item",
        "'/\\.well\\-known/('; /.well-known/",
        "'/a\\d/('; /a",
        "'/a\\Q(\\E'; /a",
        "'/a\\'; /a",
        "(?i)/a/(; /",
        "a/(; /",
        "?; /",
        "/a]; /a",
        "/é(; /"
      })
  void of_expression_isLiteralStart(String regex, String prefix) {
    assertEquals(prefix, RegexPrefix.of(regex));
  }
}
