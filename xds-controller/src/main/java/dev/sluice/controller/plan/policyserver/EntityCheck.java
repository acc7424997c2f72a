package dev.sluice.controller.plan.policyserver;

import dev.sluice.controller.domain.ApiService;
import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.LlmModel;
import dev.sluice.controller.domain.PolicyServerEntity;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.plan.finding.FindingCollector;
import dev.sluice.controller.plan.finding.PlanFinding;
import java.util.List;
import java.util.Optional;

/** A check of what the database cannot check about a row for policy servers. */
public final class EntityCheck {
  private EntityCheck() {}

  /** Returns the findings on an entity; one with findings is not delivered. */
  public static List<PlanFinding> findings(DomainModel model, PolicyServerEntity entity) {
    return entity instanceof LlmModel llm ? findings(model, llm) : List.of();
  }

  private static List<PlanFinding> findings(DomainModel model, LlmModel llm) {
    FindingCollector findings = new FindingCollector();
    price("input_price", llm.inputPriceE8(), llm, findings);
    price("output_price", llm.outputPriceE8(), llm, findings);
    name("alias", llm.alias(), llm, findings);
    name("upstream_model", llm.upstreamModel(), llm, findings);
    if (llm.tenant().isPresent() && !llm.tenant().equals(provider(model, llm))) {
      findings.add(llm.table(), llm.id(), "backend_id", "the backend is not the tenant's own");
    }
    return findings.all();
  }

  private static void name(String field, String name, LlmModel llm, FindingCollector findings) {
    if (!name.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      findings.add(
          llm.table(), llm.id(), field, "must have visible ASCII characters only, without spaces");
    }
  }

  private static void price(String field, long price, LlmModel llm, FindingCollector findings) {
    if (price < 0) {
      findings.add(llm.table(), llm.id(), field, "must be a number");
    }
  }

  private static Optional<String> provider(DomainModel model, LlmModel llm) {
    return model
        .find(Backend.class, llm.backend())
        .flatMap(backend -> model.find(ApiService.class, backend.service()))
        .map(ApiService::tenant);
  }
}
