package dev.sluice.e2e.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C-85")
class PromQlMetricNamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "a_total ; a_total",
        "a == 0 ; a",
        "rate(a_total{b=\"c\",d=~\"5..|}x{\"}[5m]) > 1e6 ; a_total",
        "sum by (le, b) (rate(a_bucket[$__rate_interval])) ; a_bucket",
        "histogram_quantile(0.99, sum(rate(a_bucket[5m])) by (le)) ; a_bucket",
        "a offset 5m > bool 2 ; a",
        "topk(10, a:sum) ; a:sum",
      })
  void metrics_oneMetric(String expression, String metric) {
    assertEquals(Set.of(metric), PromQlMetricNames.metrics(expression));
  }

  @Test
  void metrics_bothOperands() {
    assertEquals(
        Set.of("a", "b", "c"),
        PromQlMetricNames.metrics("a / on (x) group_left (y) b and absent(c{z='{'}) unless a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a{b=\"c\"", "a{b=\"c}", "a[5m"})
  void metrics_incompleteExpression(String expression) {
    assertThrows(IllegalArgumentException.class, () -> PromQlMetricNames.metrics(expression));
  }
}
