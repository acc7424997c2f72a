package dev.sluice.bench.xds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class XdsCommandTest {

  @Test
  void fleetAt_tenThousandRoutes_orElseFirstSize() {
    assertTrue(XdsCommand.fleetAt(List.of(1000, 10_000), 10_000));
    assertFalse(XdsCommand.fleetAt(List.of(1000, 10_000), 1000));
    assertTrue(XdsCommand.fleetAt(List.of(500, 1000), 500));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--routes=9", "--nodes=-1", "--changes=0"})
  void execute_badOption_isRejected(String option) {
    assertEquals(2, new CommandLine(new XdsCommand()).execute(option));
  }
}
