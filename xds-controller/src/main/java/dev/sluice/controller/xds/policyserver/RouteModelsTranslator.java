package dev.sluice.controller.xds.policyserver;

import dev.sluice.config.v1.ModelChain;
import dev.sluice.config.v1.ModelTarget;
import dev.sluice.config.v1.ModelToken;
import dev.sluice.config.v1.RouteModel;
import dev.sluice.config.v1.RouteModels;
import dev.sluice.controller.ir.llm.ModelBackendIr;
import dev.sluice.controller.ir.llm.ModelHeader;
import dev.sluice.controller.ir.llm.ModelTargetIr;
import dev.sluice.controller.ir.llm.NamedModelIr;
import dev.sluice.controller.ir.llm.RouteModelsIr;
import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.xds.resource.XdsNames;
import java.util.Map;
import java.util.stream.Collectors;

/** A translator of the models of a route for policy servers. */
final class RouteModelsTranslator {
  private RouteModelsTranslator() {}

  static RouteModels translate(RouteIr route, RouteModelsIr models) {
    RouteModels.Builder translated =
        RouteModels.newBuilder()
            .setDefaultModel(models.defaultModel().orElse(""))
            .setHeaderOverrides(models.header() == ModelHeader.OVERRIDE)
            .setSlowAfterMs((int) Math.min(Integer.MAX_VALUE, models.slowAfter().toMillis()));
    Map<String, String> backends =
        models.backends().stream()
            .collect(Collectors.toMap(ModelBackendIr::backend, ModelBackendIr::name));
    for (NamedModelIr name : models.models()) {
      RouteModel.Builder model = translated.addModelsBuilder().setAlias(name.alias());
      name.targets().forEach(target -> model.addTargets(target(route, backends, target)));
      name.chains()
          .forEach(chain ->
              model.addChains(
                  ModelChain.newBuilder()
                      .setTarget(XdsNames.modelChain(route, chain))
                      .addAllModels(chain.targets().stream().map(ModelTargetIr::model).toList())));
    }
    for (int i = 0; i < models.tokens().size(); i++) {
      translated.addTokens(
          ModelToken.newBuilder()
              .setHeader(XdsNames.modelToken(i + 1))
              .setUpstreamSecret(models.tokens().get(i)));
    }
    return translated.build();
  }

  private static ModelTarget target(
      RouteIr route, Map<String, String> backends, ModelTargetIr target) {
    return ModelTarget.newBuilder()
        .setModel(target.model())
        .setUpstreamModel(target.upstreamModel())
        .setProvider(LlmModelTranslator.provider(target.provider()))
        .addAllRequestKinds(target.kinds().stream().map(LlmModelTranslator::kind).toList())
        .setTarget(XdsNames.modelTarget(route, target.backend()))
        .setBackend(backends.getOrDefault(target.backend(), ""))
        .setDegraded(target.degraded())
        .build();
  }
}
