package dev.sluice.bench.detection.corpus.form;

import java.util.List;
import java.util.Map;

/** A JSON value, of which only texts are told from other scalars. */
sealed interface JsonValue {

  record Members(Map<String, JsonValue> values) implements JsonValue {}

  record Items(List<JsonValue> values) implements JsonValue {}

  record Text(String text) implements JsonValue {}

  record Scalar(String literal) implements JsonValue {}

  /** The member of that name; JSON's null when there is none. */
  default JsonValue member(String name) {
    return this instanceof Members members
        ? members.values().getOrDefault(name, new Scalar("null"))
        : new Scalar("null");
  }

  /** The item at that place, from the end when negative; JSON's null when there is none. */
  default JsonValue item(int index) {
    if (this instanceof Items items) {
      int at = index < 0 ? items.values().size() + index : index;
      if (at >= 0 && at < items.values().size()) {
        return items.values().get(at);
      }
    }
    return new Scalar("null");
  }
}
