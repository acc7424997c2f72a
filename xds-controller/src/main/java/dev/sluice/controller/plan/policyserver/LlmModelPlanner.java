package dev.sluice.controller.plan.policyserver;

import dev.sluice.controller.domain.ApiService;
import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.LlmModel;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.ir.llm.LlmModelIr;
import dev.sluice.controller.plan.finding.FindingCollector;
import dev.sluice.controller.plan.finding.PlanningResult;
import java.util.Optional;

/** Plans language models. */
public final class LlmModelPlanner {
  private LlmModelPlanner() {}

  /** A pure function of the model of the domain. */
  public static PlanningResult<LlmModelIr> plan(DomainModel model, LlmModel llm) {
    FindingCollector findings = new FindingCollector();
    price("input_price", llm.inputPriceE8(), llm, findings);
    price("output_price", llm.outputPriceE8(), llm, findings);
    if (llm.tenant().isPresent() && !llm.tenant().equals(provider(model, llm))) {
      findings.add("llm_models", llm.id(), "backend_id", "the backend is not the tenant's own");
    }
    return new PlanningResult<>(
        findings.all().isEmpty() ? Optional.of(planned(llm)) : Optional.empty(), findings.all());
  }

  private static void price(String field, long price, LlmModel llm, FindingCollector findings) {
    if (price < 0) {
      findings.add("llm_models", llm.id(), field, "must be a number");
    }
  }

  private static Optional<String> provider(DomainModel model, LlmModel llm) {
    return model
        .find(Backend.class, llm.backend())
        .flatMap(backend -> model.find(ApiService.class, backend.service()))
        .map(ApiService::tenant);
  }

  private static LlmModelIr planned(LlmModel llm) {
    return new LlmModelIr(
        llm.id(),
        llm.tenant().orElse(""),
        llm.alias(),
        llm.backend(),
        llm.upstreamModel(),
        llm.provider(),
        llm.priority(),
        llm.requestKinds(),
        llm.inputPriceE8(),
        llm.outputPriceE8(),
        llm.qualityPercent(),
        llm.status());
  }
}
