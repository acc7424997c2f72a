package dev.sluice.bench.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.bench.frame.ReportSection.ReportCell;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundResultsTest {
  private static final List<Two> TWO = List.of(Two.FIRST, Two.SECOND);

  @Test
  void measure_eachRound_beginsWithAnotherVariant() {
    List<Two> order = new ArrayList<>();
    var _ =
        RoundResults.<Two, Integer>measure(
            TWO,
            2,
            variant -> {
              order.add(variant);
              return 1;
            });
    assertEquals(List.of(Two.FIRST, Two.SECOND, Two.SECOND, Two.FIRST), order);
  }

  /** A machine that becomes ten times slower leaves the ratio as it is. */
  @Test
  void ratio_isWithinEachRound() {
    List<Double> speeds = new ArrayList<>(List.of(100.0, 50.0, 5.0, 10.0, 30.0, 21.0));
    RoundResults<Two, Double> rounds =
        RoundResults.measure(TWO, 3, variant -> speeds.removeFirst());
    ReportCell ratio = rounds.ratio(Two.SECOND, Two.FIRST, speed -> speed);
    assertEquals(List.of(0.5, 0.5, 0.7), ratio.rounds());
    assertEquals(0.5, ratio.median());
    assertEquals(
        List.of(-50.0, -5.0, -9.0),
        rounds.difference(Two.SECOND, Two.FIRST, speed -> speed).rounds());
  }

  @Test
  void relativeDifference_isDividedByUnit() {
    List<Double> values = new ArrayList<>(List.of(2.0, 5.0));
    RoundResults<Two, Double> rounds =
        RoundResults.measure(TWO, 1, variant -> values.removeFirst());
    ReportCell added = rounds.relativeDifference(Two.SECOND, Two.FIRST, Two.FIRST, value -> value);
    assertEquals(List.of(1.5), added.rounds());
  }

  @Test
  void median_evenNumberOfRounds_isMean() {
    assertEquals(2.5, ReportCell.of(List.of(4.0, 1.0, 3.0, 2.0)).median());
    assertEquals(0, ReportCell.of(List.of()).median());
  }

  private enum Two implements BenchVariant {
    FIRST,
    SECOND;

    @Override
    public String title() {
      return name();
    }
  }
}
