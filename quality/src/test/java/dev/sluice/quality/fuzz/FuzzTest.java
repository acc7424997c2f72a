package dev.sluice.quality.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Named.named;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A few executions of each target of {@code ./sluice quality fuzz}. */
class FuzzTest {
  private static final long SEED = 20_251_101;

  static Stream<Arguments> targets() {
    List<Integer> executions = List.of(3_000, 3_000, 300, 500, 300, 300);
    List<FuzzTarget> targets = FuzzCommand.targets();
    return IntStream.range(0, targets.size())
        .mapToObj(
            i -> Arguments.of(named(targets.get(i).title(), targets.get(i)), executions.get(i)));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void run_anyTarget_noFindings(FuzzTarget target, int executions) {
    var run = new FuzzRun(target, SEED);
    run.run(executions);
    assertEquals(List.of(), run.findings());
    assertEquals(executions, run.executions());
  }

  @Test
  void tryOne_seedAndNumber_sameFinding() {
    FuzzTarget odd =
        new FuzzTarget() {
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
