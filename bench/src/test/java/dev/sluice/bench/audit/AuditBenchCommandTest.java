package dev.sluice.bench.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class AuditBenchCommandTest {

  @ParameterizedTest
  @ValueSource(strings = {"--kills=-1", "--decisions=0", "--rounds=0", "--seconds=0", "--outage=0"})
  void execute_badOption_isRejected(String option) {
    assertEquals(2, new CommandLine(new AuditBenchCommand()).execute("--shape", "COST", option));
  }
}
