package dev.sluice.extauthz.policy.condition;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import java.util.Optional;

/** A compiled boolean expression. It is safe for concurrent use. */
public final class CelExpression {
  private final CelRuntime.Program program;
  private final ExpressionReads reads;

  CelExpression(CelRuntime.Program program, ExpressionReads reads) {
    this.program = program;
    this.reads = reads;
  }

  /** Returns what the expression reads by name. */
  public ExpressionReads reads() {
    return reads;
  }

  /** Evaluates the expression for one request. */
  public ExpressionResult evaluate(ConditionValues values) {
    CelVariableResolver resolver = name -> Optional.of(values.value(name));
    try {
      return Boolean.TRUE.equals(program.eval(resolver))
          ? ExpressionResult.YES
          : ExpressionResult.NO;
    } catch (CelEvaluationException | RuntimeException e) {
      return ExpressionResult.FAILED;
    }
  }
}
