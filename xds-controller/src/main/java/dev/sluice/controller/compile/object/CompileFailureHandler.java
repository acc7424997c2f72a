package dev.sluice.controller.compile.object;

import dev.sluice.controller.plan.finding.PlanFinding;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A handler that turns an exception in the compile of one object into a finding on that object. */
public final class CompileFailureHandler {
  private static final Logger log = LoggerFactory.getLogger(CompileFailureHandler.class);
  private final ActiveFindings findings;

  public CompileFailureHandler(ActiveFindings findings) {
    this.findings = findings;
  }

  /** Compiles an object and leaves it unchanged on failure. */
  public void run(String object, Runnable compile) {
    run(object, compile, () -> {});
  }

  /**
   * Compiles an object.
   *
   * @param otherwise runs on failure
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
