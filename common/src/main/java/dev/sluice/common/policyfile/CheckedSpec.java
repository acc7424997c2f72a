package dev.sluice.common.policyfile;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The valid part of a spec. The compiler checks it even if the rest is invalid, so that one run
 * reports problems of every kind.
 *
 * <p>In an entry of a list, such as a rule, only the key with the error is removed. If the entry
 * requires that key, a null replaces the whole entry, so that the other entries keep their indexes.
 *
 * @param leftOut JSON pointers to the removed parts of the spec
 */
record CheckedSpec(JsonNode allowed, Set<String> leftOut) {
  /** The result for a spec without a valid part. */
  static final CheckedSpec NONE = new CheckedSpec(JsonNodeFactory.instance.objectNode(), Set.of());

  private static final int MOST_ROUNDS = 4;
  private static final Set<String> ABOUT_KEYS = Set.of("additionalProperties", "propertyNames");

  CheckedSpec {
    leftOut = Set.copyOf(leftOut);
  }

  /** Removes the parts with {@code errors}, and then those that {@code check} still finds. */
  static CheckedSpec of(JsonNode spec, List<Error> errors, Function<JsonNode, List<Error>> check) {
    if (!spec.isObject()) {
      return NONE;
    }
    if (errors.isEmpty()) {
      return new CheckedSpec(spec, Set.of());
    }
    JsonNode rest = spec.deepCopy();
    Set<String> leftOut = new HashSet<>();
    List<Error> left = errors;
    for (int round = 0; round < MOST_ROUNDS && !left.isEmpty(); round++) {
      for (Error error : left) {
        String pointer = unit(rest, error, round == 0);
        if (!pointer.isEmpty() && leftOut.add(pointer)) {
          remove(rest, pointer);
        }
      }
      left = check.apply(rest).stream().filter(error -> matters(error, leftOut)).toList();
    }
    return left.isEmpty()
        ? new CheckedSpec(rest, leftOut)
        : new CheckedSpec(NONE.allowed(), leftOut);
  }

  /**
   * Returns whether an error must be handled. A missing section or a removed entry counts as empty.
   */
  private static boolean matters(Error error, Set<String> leftOut) {
    String at = String.valueOf(error.getInstanceLocation());
    return !at.isEmpty()
        && leftOut.stream().noneMatch(out -> at.equals(out) || at.startsWith(out + "/"));
  }

  /** Returns the part to remove because of an error: a key of an entry, an entry, or a section. */
  private static String unit(JsonNode spec, Error error, boolean fine) {
    List<String> names = new ArrayList<>();
    JsonPointer pointer = JsonPointer.compile(String.valueOf(error.getInstanceLocation()));
    for (; !pointer.matches(); pointer = pointer.tail()) {
      names.add(pointer.getMatchingProperty());
    }
    if (ABOUT_KEYS.contains(error.getKeyword())) {
      names.add(String.valueOf(error.getProperty()));
    }
    int longest = names.isEmpty() || !spec.path(names.getFirst()).isArray() ? 2 : 3;
    StringBuilder unit = new StringBuilder();
    names.stream()
        .limit(fine ? longest : longest - 1)
        .forEach(name -> unit.append('/').append(PositionedJson.escape(name)));
    return unit.toString();
  }

  private static void remove(JsonNode spec, String pointer) {
    JsonPointer at = JsonPointer.compile(pointer);
    String name = at.last().getMatchingProperty();
    switch (spec.at(at.head())) {
      case ObjectNode object -> object.remove(name);
      case ArrayNode array -> array.setNull(Integer.parseInt(name));
      default -> {
        // A parent is removed already.
      }
    }
  }
}
