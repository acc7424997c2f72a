package dev.sluice.e2e.istio;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A condition that the programs of {@link IstioTools} are there. */
final class IstioToolsCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return IstioTools.find()
        .map(tools -> ConditionEvaluationResult.enabled("with " + tools.folder()))
        .orElseGet(() ->
            ConditionEvaluationResult.disabled(
                "needs a Kubernetes API server and istiod: ./sluice test --istio builds them with"
                    + " Go and runs this test"));
  }
}
