package dev.sluice.ctl.doctor.probe;

import dev.sluice.ctl.doctor.fault.WiringFinding;
import java.util.List;

/**
 * The result of a probe.
 *
 * @param lines one line for each request that was sent
 */
public record ProbeResult(List<String> lines, List<WiringFinding> findings) {
  public ProbeResult {
    lines = List.copyOf(lines);
    findings = List.copyOf(findings);
  }
}
