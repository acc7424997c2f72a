package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.controller.api.contract.ApiContract;
import dev.sluice.controller.api.contract.ApiOperation;
import dev.sluice.controller.api.contract.BodySchemas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A test of the contract of the API. */
final class ContractTest {
  private final ApiContract contract = ApiContract.load();

  @Test
  @Tag("C-89")
  @DisplayName("C-89 an operation without a handler is named by its path")
  void requireHandlers_oneMissing_namesPath() {
    Map<String, Object> handlers = new HashMap<>();
    contract.operations().forEach(operation -> handlers.put(operation.id(), ""));
    contract.requireHandlers(handlers);
    handlers.remove("createRoute");
    handlers.put("makeRoute", "");
    String message =
        String.valueOf(
            assertThrows(IllegalStateException.class, () -> contract.requireHandlers(handlers))
                .getMessage());
    assertTrue(message.contains("POST /v1/provider/api-services/{api_service_id}/routes"), message);
    assertTrue(message.contains("makeRoute"), message);
  }

  @Test
  @Tag("C-89")
  @DisplayName("C-89 an answer with a member that the contract does not have is named by its path")
  void answer_memberUnknown_namesPath() {
    String target = "/v1/operator/fleet?x=y";
    String fleet = "{\"clusters\": [], \"agents\": [], \"drifted\": []";
    AnswerContract.INSTANCE.check("GET", target, 200, "application/json", fleet + "}");
    String message =
        String.valueOf(
            assertThrows(
                    AssertionError.class,
                    () ->
                        AnswerContract.INSTANCE.check(
                            "GET", target, 200, "application/json", fleet + ", \"more\": 1}"))
                .getMessage());
    assertTrue(message.contains("GET /v1/operator/fleet"), message);
    assertTrue(message.contains("more"), message);
  }

  @Test
  void operations_haveResourceAndAction() {
    for (ApiOperation operation : contract.operations()) {
      boolean resource = operation.resource().isPresent() && !operation.action().isEmpty();
      assertTrue(
          resource || operation.portal().matches("public|agent|openapi.*"), operation.place());
    }
  }

  @Test
  void references_ofDocument_haveTargets() {
    List<String> missing = new ArrayList<>();
    collect(contract.document(), missing);
    assertEquals(List.of(), missing);
  }

  private void collect(JsonNode node, List<String> missing) {
    String reference = node.path("$ref").asString("");
    if (!reference.isEmpty() && contract.document().at(reference.substring(1)).isMissingNode()) {
      missing.add(reference);
    }
    node.values().forEach(below -> collect(below, missing));
  }

  @Test
  void examples_ofSchemas_areValid() {
    BodySchemas schemas = new BodySchemas(contract);
    JsonNode all = contract.document().path("components").path("schemas");
    int examples = 0;
    for (String name : all.propertyNames()) {
      for (JsonNode example : all.path(name).path("examples").values()) {
        assertEquals(List.of(), schemas.problems(name, example), name);
        examples++;
      }
    }
    assertTrue(examples >= 20, examples + " examples");
  }
}
