package dev.sluice.controller.compile;

import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.DomainModel;
import dev.sluice.controller.domain.LlmModel;
import dev.sluice.controller.ir.LlmModelIr;
import dev.sluice.controller.plan.ModelPlanner;
import dev.sluice.controller.plan.Planned;
import dev.sluice.controller.resources.EncodedResource;
import dev.sluice.controller.xds.LlmModelTranslator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The language models: those of a tenant where the services of their backends are published, and
 * those that all share wherever anything is.
 */
final class Models {
  private final FindingLedger findings;
  private final Frames frames;
  private final Sites sites;
  private final Placements placements;

  Models(FindingLedger findings, Frames frames, Sites sites, Placements placements) {
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
    Optional<Planned<LlmModelIr>> planned = llm.map(some -> ModelPlanner.plan(model, some));
    findings.replace(object(id), planned.map(Planned::findings).orElse(List.of()));
    List<EncodedResource> resources =
        planned
            .flatMap(Planned::ir)
            .map(LlmModelTranslator::translate)
            .map(EncodedResource::of)
            .stream()
            .toList();
    placements.place(
        object(id), llm.map(some -> gateways(some, model)).orElse(Map.of()), resources);
  }

  private Map<String, Set<String>> gateways(LlmModel llm, DomainModel model) {
    if (llm.tenant().isEmpty()) {
      return frames.gateways();
    }
    return model
        .find(Backend.class, llm.backend())
        .map(backend -> sites.of(backend.service()))
        .orElse(Map.of());
  }
}
