package dev.sluice.controller.api.http;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A JSON merge patch (RFC 7396). */
public final class MergePatch {
  private MergePatch() {}

  /** Returns a copy of an object with a patch applied. */
  public static ObjectNode apply(ObjectNode target, ObjectNode patch) {
    ObjectNode result = target.deepCopy();
    patch
        .properties()
        .forEach(member -> {
          String name = member.getKey();
          JsonNode value = member.getValue();
          if (value.isNull()) {
            result.remove(name);
          } else if (value instanceof ObjectNode below) {
            ObjectNode base =
                result.get(name) instanceof ObjectNode old ? old : result.objectNode();
            result.set(name, apply(base, below));
          } else {
            result.set(name, value);
          }
        });
    return result;
  }
}
