package dev.sluice.controller.compile.policyserver;

import dev.sluice.controller.compile.gateway.CompiledGateways;
import dev.sluice.controller.compile.gateway.PublishLocations;
import dev.sluice.controller.compile.object.ActiveFindings;
import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.LlmModel;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.ir.llm.LlmModelIr;
import dev.sluice.controller.plan.finding.PlanningResult;
import dev.sluice.controller.plan.policyserver.LlmModelPlanner;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.xds.policyserver.LlmModelTranslator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The language models: those of a tenant where the services of their backends are published, and
 * those that all share wherever anything is.
 */
final class CompiledLlmModels {
  private final ActiveFindings findings;
  private final CompiledGateways frames;
  private final PublishLocations sites;
  private final ObjectPlacements placements;

  CompiledLlmModels(
      ActiveFindings findings,
      CompiledGateways frames,
      PublishLocations sites,
      ObjectPlacements placements) {
    this.findings = findings;
    this.frames = frames;
    this.sites = sites;
    this.placements = placements;
  }

  /** The object that a language model is. */
  static String object(String id) {
    return "llm_models/" + id;
  }

  void compile(String id, DomainModel model) {
    Optional<LlmModel> llm = model.find(LlmModel.class, id);
    Optional<PlanningResult<LlmModelIr>> planned =
        llm.map(some -> LlmModelPlanner.plan(model, some));
    findings.replace(object(id), planned.map(PlanningResult::findings).orElse(List.of()));
    List<EncodedResource> resources =
        planned
            .flatMap(PlanningResult::ir)
            .map(LlmModelTranslator::translate)
            .map(EncodedResource::of)
            .stream()
            .toList();
    placements.place(
        object(id), llm.map(some -> gateways(some, model)).orElse(Map.of()), resources);
  }

  private Map<String, Set<String>> gateways(LlmModel llm, DomainModel model) {
    if (llm.tenant().isEmpty()) {
      return frames.gatewayNames();
    }
    return model
        .find(Backend.class, llm.backend())
        .map(backend -> sites.locationsOf(backend.service()))
        .orElse(Map.of());
  }
}
