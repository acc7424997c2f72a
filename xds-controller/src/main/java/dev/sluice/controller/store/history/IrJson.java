package dev.sluice.controller.store.history;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.controller.ir.ObjectIr;
import dev.sluice.controller.ir.RevisionEntry;
import dev.sluice.controller.ir.access.AuthIr;
import dev.sluice.controller.ir.route.PathMatchIr;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

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
          .build();

  private IrJson() {}

  static String write(RevisionEntry entry) {
    return MAPPER.writeValueAsString(entry);
  }

  static RevisionEntry read(String json) {
    return MAPPER.readValue(json, RevisionEntry.class);
  }
}
