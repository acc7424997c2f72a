package dev.sluice.ctl.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.ctl.doctor.check.InstallationChecks;
import dev.sluice.ctl.doctor.envoy.EnvoyChecks;
import dev.sluice.ctl.doctor.fault.WiringFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page of the command, and the completeness of the tables of checks. */
@Tag("N-12")
class DoctorPageTest {
  private static final Path PAGE = Path.of("../docs/doctor.md");

  @Test
  void table_ofPage_hasAllFaults() throws IOException {
    List<String> expected =
        Arrays.stream(WiringFault.values())
            .map(fault ->
                "| `%s` | %s | %s | %s |"
                    .formatted(
                        fault.id(), fault.severity(), fault.meaning(), escaped(fault.remedy())))
            .toList();
    List<String> rows =
        Files.readAllLines(PAGE).stream().filter(line -> line.matches("\\| `[a-z-]+` .*")).toList();
    assertEquals(String.join("\n", expected), String.join("\n", rows));
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|");
  }

  @Test
  void faults_areFoundBySomeCheck() {
    Set<WiringFault> found = EnumSet.copyOf(InstallationChecks.faults());
    found.addAll(EnvoyChecks.faults());
    found.addAll(
        Set.of(
            WiringFault.TRAFFIC_UNCHECKED,
            WiringFault.REFUSED_BY_FAILURE,
            WiringFault.CLOCK_SKEW,
            WiringFault.JWKS_UNREACHABLE));
    assertEquals(EnumSet.allOf(WiringFault.class), found);
  }
}
