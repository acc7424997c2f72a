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
 * The part of a spec that its schema allows. The compiler checks it even when the rest is wrong, so
 * that one run reports problems of every kind.
 *
 * <p>Of an entry of a list, such as a rule, only the key with the error is left out, unless the
 * entry needs it: then a null takes the place of the whole entry, and the others keep their
 * indexes.
 *
 * @param leftOut JSON pointers into the spec
 */
record CheckedSpec(JsonNode allowed, Set<String> leftOut) {
  /** Nothing that could be compiled. */
  static final CheckedSpec NONE = new CheckedSpec(JsonNodeFactory.instance.objectNode(), Set.of());

  private static final int MOST_ROUNDS = 4;

  CheckedSpec {
    leftOut = Set.copyOf(leftOut);
  }

  /** Removes what {@code errors} name, and then what {@code check} still finds. */
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

  /** Sections that are missing are empty for a compiler, and so are entries left out. */
  private static boolean matters(Error error, Set<String> leftOut) {
    String at = String.valueOf(error.getInstanceLocation());
    return !at.isEmpty()
        && leftOut.stream().noneMatch(out -> at.equals(out) || at.startsWith(out + "/"));
  }

  /** What to leave out because of an error: a key of an entry, an entry, or a section. */
  private static String unit(JsonNode spec, Error error, boolean fine) {
    List<String> names = new ArrayList<>();
    JsonPointer pointer = JsonPointer.compile(String.valueOf(error.getInstanceLocation()));
    for (; !pointer.matches(); pointer = pointer.tail()) {
      names.add(pointer.getMatchingProperty());
    }
    if (error.getKeyword().equals("additionalProperties")) {
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
        // Something around it is left out already.
      }
    }
  }
}
