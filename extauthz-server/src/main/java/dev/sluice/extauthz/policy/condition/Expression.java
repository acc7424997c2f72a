package dev.sluice.extauthz.policy.condition;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import java.util.Optional;

/** A compiled expression that says yes or no; any number of requests ask it at once. */
public final class Expression {
  private final CelRuntime.Program program;

  Expression(CelRuntime.Program program) {
    this.program = program;
  }

  /** Asks it about one request. */
  public Truth test(ConditionValues values) {
    CelVariableResolver resolver = name -> Optional.of(values.value(name));
    try {
      return Boolean.TRUE.equals(program.eval(resolver)) ? Truth.YES : Truth.NO;
    } catch (CelEvaluationException | RuntimeException e) {
      return Truth.FAILED;
    }
  }
}
