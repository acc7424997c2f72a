package dev.sluice.quality.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.quality.drill.fault.Drill;
import dev.sluice.quality.drill.fault.DrillTable;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrillsMainTest {

  @Test
  void table_numbersAndNames_areUnique() {
    List<Drill> drills = DrillTable.all();
    assertTrue(drills.size() >= 32, () -> drills.size() + " drills");
    assertEquals(
        IntStream.rangeClosed(1, drills.size()).boxed().toList(),
        drills.stream().map(Drill::number).toList());
    assertEquals(drills.size(), drills.stream().map(Drill::name).distinct().count());
  }

  @Test
  void execute_list_succeeds() {
    assertEquals(0, DrillsMain.execute("--list", "3", "7"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"999", "--only=no-such-drill", "--no-such-option"})
  void execute_unknownDrill_isUsageError(String argument) {
    assertEquals(2, DrillsMain.execute(argument));
  }
}
