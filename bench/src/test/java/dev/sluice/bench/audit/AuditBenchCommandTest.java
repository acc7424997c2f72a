package dev.sluice.bench.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

class AuditBenchCommandTest {

  @Test
  void convert_secondsAndMinutes_areRead() {
    var time = new AuditBenchCommand.DurationConverter();
    assertEquals(Duration.ofSeconds(30), time.convert("30s"));
    assertEquals(Duration.ofMinutes(10), time.convert("10m"));
    assertThrows(TypeConversionException.class, () -> time.convert("soon"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--kills=-1", "--decisions=0", "--rounds=0", "--seconds=0", "--outage=0s"})
  void execute_badOption_isRejected(String option) {
    assertEquals(2, new CommandLine(new AuditBenchCommand()).execute("--shape", "COST", option));
  }
}
