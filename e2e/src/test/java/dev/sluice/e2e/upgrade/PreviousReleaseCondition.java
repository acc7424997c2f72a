package dev.sluice.e2e.upgrade;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The condition of tests that need the previous release. */
final class PreviousReleaseCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return PreviousRelease.find()
        .map(release -> ConditionEvaluationResult.enabled("against " + release.folder()))
        .orElseGet(() ->
            ConditionEvaluationResult.disabled(
                "the drill needs the previous release: ./sluice test --upgrade builds it"));
  }
}
