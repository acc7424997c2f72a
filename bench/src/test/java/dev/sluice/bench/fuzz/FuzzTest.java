package dev.sluice.bench.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A few executions of what {@code ./sluice bench fuzz} runs as long as asked. */
class FuzzTest {
  private static final long SEED = 20_251_101;

  static Stream<Arguments> targets() {
    return Stream.of(
        Arguments.of(new MatchTarget(), 3_000),
        Arguments.of(new SourceTarget(), 3_000),
        Arguments.of(new PolicyTarget(), 300));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void target_hasNoFindings(Target target, int executions) {
    var run = new FuzzRun(target, SEED);
    run.run(executions);
    assertEquals(List.of(), run.findings());
    assertEquals(executions, run.executions());
  }

  @Test
  void finding_isTheSameForItsSeedAndNumber() {
    Target odd =
        new Target() {
          @Override
          public String title() {
            return "odd";
          }

          @Override
          public Optional<String> run(java.util.random.RandomGenerator random) {
            return Optional.of(random.nextInt(1_000)).filter(n -> n % 2 == 1).map(n -> "odd: " + n);
          }
        };
    var run = new FuzzRun(odd, 3);
    run.run(10);
    assertTrue(!run.findings().isEmpty() && run.findings().size() < 10);
    String first = run.findings().getFirst();
    String number = first.substring(first.indexOf("--number ") + 9, first.indexOf(':'));
    assertTrue(first.endsWith(new FuzzRun(odd, 3).tryOne(Long.parseLong(number)).orElse("none")));
  }
}
