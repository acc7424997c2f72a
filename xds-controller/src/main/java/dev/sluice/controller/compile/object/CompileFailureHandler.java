package dev.sluice.controller.compile.object;

import dev.sluice.controller.plan.finding.PlanFinding;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a defect that one object brings to light be that object's finding, and no other's harm. */
public final class CompileFailureHandler {
  private static final Logger log = LoggerFactory.getLogger(CompileFailureHandler.class);
  private final ActiveFindings findings;

  public CompileFailureHandler(ActiveFindings findings) {
    this.findings = findings;
  }

  /** Compiles an object; should that fail, it stays as it was. */
  public void run(String object, Runnable compile) {
    run(object, compile, () -> {});
  }

  /**
   * Compiles an object.
   *
   * @param otherwise what to do with it should that fail
   */
  public void run(String object, Runnable compile, Runnable otherwise) {
    String source = object + " compiled";
    try {
      compile.run();
      findings.replace(source, List.of());
    } catch (RuntimeException e) {
      log.error("{} cannot be compiled", object, e);
      String reason = "cannot be compiled: " + e.getMessage();
      findings.replace(source, List.of(new PlanFinding(object, "", reason)));
      otherwise.run();
    }
  }
}
