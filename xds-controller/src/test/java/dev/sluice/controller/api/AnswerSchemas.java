package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.controller.api.contract.ApiContract;
import dev.sluice.controller.api.contract.ApiOperation;
import dev.sluice.controller.api.contract.BodySchemas;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A check of the answers of all lists with the schemas of the contract. */
final class AnswerSchemas {
  private final ApiContract contract = ApiContract.load();
  private final BodySchemas schemas = new BodySchemas(contract);

  /** Returns a body that fits a schema of the contract. */
  JsonNode valid(String schema, JsonNode body) {
    assertEquals(List.of(), schemas.problems(schema, body), body::toString);
    return body;
  }

  /** Gets every list that a client may get, and returns the number of its entries. */
  int check(ApiClient client, ApiWorld world) {
    int items = 0;
    for (ApiOperation operation : contract.operations()) {
      if (!operation.id().startsWith("list")) {
        continue;
      }
      String path =
          operation
              .path()
              .replace("{api_service_id}", world.service)
              .replace("{backend_id}", world.backend);
      ApiClient.Answer answer = client.get(path);
      if (answer.status() != 200) {
        continue;
      }
      String schema =
          contract
              .document()
              .at(
                  "/paths/%s/get/responses/200/content/application~1json/schema/$ref"
                      .formatted(operation.path().replace("/", "~1")))
              .asString()
              .replace("#/components/schemas/", "");
      JsonNode json = answer.json();
      assertEquals(List.of(), schemas.problems(schema, json), operation.place());
      items += json.path("items").size();
    }
    return items;
  }
}
