package dev.sluice.extproc.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.config.v1.ModelProvider;
import dev.sluice.config.v1.ModelTarget;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.RequestKind;
import dev.sluice.config.v1.Route;
import dev.sluice.config.v1.RouteModel;
import dev.sluice.config.v1.RouteModels;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelUseTest {
  private static final RouteModels CHAT =
      RouteModels.newBuilder()
          .addModels(
              RouteModel.newBuilder()
                  .setAlias("org/fast")
                  .addTargets(target("first", RequestKind.REQUEST_KIND_CHAT))
                  .addTargets(target("second", RequestKind.REQUEST_KIND_CHAT))
                  .addTargets(target("third", RequestKind.REQUEST_KIND_COMPLETION)))
          .build();

  private static final Publish PUBLISH =
      Publish.newBuilder()
          .addRoutes(Route.newBuilder().setModels(CHAT))
          .addRoutes(Route.newBuilder())
          .build();

  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions, CHAT, first",
    "/v1/messages, CHAT, first",
    "/v1/messages/count_tokens, CHAT, first",
    "/v1/responses, CHAT, first",
    "/v1/completions, COMPLETION, third",
  })
  void post_findsFirstTargetOfKind(String path, String kind, String model) {
    ModelUse.Choice choice = (ModelUse.Choice) of("POST", path, CHAT, "");
    assertEquals(RequestKind.valueOf("REQUEST_KIND_" + kind), choice.kind());
    ModelChoice.Found found = (ModelChoice.Found) choice.find("org/fast");
    assertEquals(model, found.model().id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/files", "/v1/agent/run", "/v1/responses/r-1/cancel"})
  void post_ofOtherApis_choosesNothing(String path) {
    assertEquals(ModelUse.NONE, of("POST", path, CHAT, ""));
  }

  @Test
  void post_ofOtherApis_choosesAgents() {
    RouteModels agents =
        CHAT.toBuilder()
            .addModels(
                RouteModel.newBuilder()
                    .setAlias("agent")
                    .addTargets(target("a", RequestKind.REQUEST_KIND_AGENT)))
            .build();
    ModelUse.Choice choice = (ModelUse.Choice) of("POST", "/v1/agent/run", agents, "");
    assertEquals(RequestKind.REQUEST_KIND_AGENT, choice.kind());
  }

  @Test
  void header_withoutPolicy_isIgnored() {
    ModelUse.Choice choice = (ModelUse.Choice) of("POST", "/v1/messages", CHAT, "other");
    assertEquals(Optional.empty(), choice.header());
  }

  @Test
  void header_withPolicy_isUsed() {
    RouteModels overriding = CHAT.toBuilder().setHeaderOverrides(true).build();
    ModelUse.Choice choice = (ModelUse.Choice) of("POST", "/v1/messages", overriding, "other");
    assertEquals(Optional.of("other"), choice.header());
  }

  @Test
  void get_models_listsThoseOfProduct() {
    List<ListedModel> all = List.of(new ListedModel("org/fast", "openai"));
    assertEquals(new ModelUse.Listing(all, Optional.empty()), of("GET", "/v1/models", CHAT, ""));
    assertEquals(
        new ModelUse.Listing(all, Optional.of("org/fast")),
        of("GET", "/v1/models/org/fast", CHAT, ""));
  }

  @Test
  void route_withoutModels_usesNone() {
    assertEquals(
        ModelUse.NONE,
        ModelUse.of(
            PUBLISH,
            Route.getDefaultInstance(),
            "POST",
            "/v1/chat/completions",
            "x",
            true,
            new ModelHealth(ModelStateListener.NONE)));
  }

  private static ModelUse of(String method, String path, RouteModels models, String header) {
    Route route = Route.newBuilder().setModels(models).build();
    return ModelUse.of(
        PUBLISH, route, method, path, header, true, new ModelHealth(ModelStateListener.NONE));
  }

  private static ModelTarget target(String id, RequestKind kind) {
    return ModelTarget.newBuilder()
        .setModel(id)
        .setProvider(ModelProvider.MODEL_PROVIDER_OPENAI)
        .addRequestKinds(kind)
        .build();
  }
}
