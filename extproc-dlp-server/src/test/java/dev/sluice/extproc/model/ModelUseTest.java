package dev.sluice.extproc.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.scope.ExchangeSelector;
import dev.sluice.config.v1.ModelProvider;
import dev.sluice.config.v1.ModelTarget;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.RequestKind;
import dev.sluice.config.v1.Route;
import dev.sluice.config.v1.RouteModel;
import dev.sluice.config.v1.RouteModels;
import dev.sluice.extproc.policy.ModelRule;
import dev.sluice.extproc.policy.ModelRules;
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

  private static final ModelAccess DENY_FAST = rules("fast", false);

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
            new ModelHealth(ModelStateListener.NONE),
            ModelAccess.UNRULED));
  }

  @Test
  void find_forbiddenModel_isRefusedWithRule() {
    ModelUse.Choice choice = (ModelUse.Choice) of("POST", "/v1/messages", CHAT, "", DENY_FAST);
    ModelChoice.Refused refused = (ModelChoice.Refused) choice.find("org/fast");
    assertEquals(ModelFault.FORBIDDEN, refused.fault());
    assertEquals(Optional.of("model:fast"), refused.verdict().rule());
    assertEquals("models@1#0", refused.verdict().policy());
  }

  @Test
  void find_shadowRule_isFoundAndTold() {
    ModelUse.Choice choice =
        (ModelUse.Choice) of("POST", "/v1/messages", CHAT, "", rules("fast", true));
    ModelChoice.Found found = (ModelChoice.Found) choice.find("org/fast");
    assertEquals(List.of("model:fast"), found.verdict().shadow());
    assertEquals(Optional.empty(), found.verdict().rule());
  }

  @Test
  void find_unknownModel_isUnknownNotForbidden() {
    ModelUse.Choice choice = (ModelUse.Choice) of("POST", "/v1/messages", CHAT, "", DENY_FAST);
    assertEquals(ModelFault.UNKNOWN, ((ModelChoice.Refused) choice.find("org/fas")).fault());
  }

  @Test
  void get_models_leavesForbiddenOut() {
    assertEquals(
        new ModelUse.Listing(List.of(), Optional.empty()),
        of("GET", "/v1/models", CHAT, "", DENY_FAST));
    List<ListedModel> all = List.of(new ListedModel("org/fast", "openai"));
    assertEquals(
        new ModelUse.Listing(all, Optional.empty()),
        of("GET", "/v1/models", CHAT, "", rules("fast", true)));
  }

  private static ModelAccess rules(String id, boolean shadow) {
    ModelRule rule =
        new ModelRule(
            "model:" + id,
            ExchangeSelector.ALL,
            List.of("llm"),
            Optional.empty(),
            Optional.of(List.of("org/*")),
            shadow);
    return new ModelAccess(
        new ModelRules(List.of(rule), "models@1#0"),
        new ExchangeScope("r", "acme", "dev", "h", "/v1/models"),
        "llm");
  }

  private static ModelUse of(String method, String path, RouteModels models, String header) {
    return of(method, path, models, header, ModelAccess.UNRULED);
  }

  private static ModelUse of(
      String method, String path, RouteModels models, String header, ModelAccess access) {
    Route route = Route.newBuilder().setModels(models).build();
    return ModelUse.of(
        PUBLISH,
        route,
        method,
        path,
        header,
        true,
        new ModelHealth(ModelStateListener.NONE),
        access);
  }

  private static ModelTarget target(String id, RequestKind kind) {
    return ModelTarget.newBuilder()
        .setModel(id)
        .setProvider(ModelProvider.MODEL_PROVIDER_OPENAI)
        .addRequestKinds(kind)
        .build();
  }
}
