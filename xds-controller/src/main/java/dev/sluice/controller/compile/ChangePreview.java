package dev.sluice.controller.compile;

import dev.sluice.controller.plan.finding.PlanFinding;
import java.util.Collection;
import java.util.List;

/**
 * A preview of a change that is not committed.
 *
 * @param before the objects that differ, as they are now
 * @param after the objects that differ, as they would be
 * @param findings all findings that there would be
 */
public record ChangePreview(
    CompileResult before, CompileResult after, Collection<PlanFinding> findings) {
  public ChangePreview {
    findings = List.copyOf(findings);
  }
}
