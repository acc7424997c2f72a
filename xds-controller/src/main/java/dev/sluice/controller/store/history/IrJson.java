package dev.sluice.controller.store.history;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import dev.sluice.controller.ir.ObjectIr;
import dev.sluice.controller.ir.RevisionEntry;
import dev.sluice.controller.ir.access.AuthIr;
import dev.sluice.controller.ir.policy.CorsIr;
import dev.sluice.controller.ir.policy.PolicyIr;
import dev.sluice.controller.ir.route.PathMatchIr;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A JSON format of the intermediate representation; equal records give equal texts. */
final class IrJson {
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
  private interface Kind {}

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          // A flag that is missing in an older document is false.
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .addMixIn(ObjectIr.class, Kind.class)
          .addMixIn(AuthIr.class, Kind.class)
          .addMixIn(PathMatchIr.class, Kind.class)
          .addMixIn(PolicyIr.class, Kind.class)
          // A list that is missing in an older document is empty.
          .changeDefaultNullHandling(
              nulls -> nulls.withOverrides(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .build();

  private IrJson() {}

  static String write(RevisionEntry entry) {
    return MAPPER.writeValueAsString(entry);
  }

  static RevisionEntry read(String json) {
    JsonNode entry = MAPPER.readTree(json);
    entry.path("ir").path("routes").forEach(IrJson::moveCors);
    return MAPPER.treeToValue(entry, RevisionEntry.class);
  }

  /** Moves the CORS policy of a route in an older document to the list of its policies. */
  private static void moveCors(JsonNode route) {
    if (route instanceof ObjectNode object
        && object.get("cors") instanceof ObjectNode cors
        && !object.has("policies")) {
      cors.put("kind", CorsIr.class.getSimpleName());
      cors.set("maxAge", cors.path("maxAgeSeconds"));
      object.putArray("policies").add(cors);
    }
  }
}
