package dev.sluice.extauthz.replay;

import dev.sluice.extauthz.policy.condition.ExpressionReads;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** The knowledge of which values a record keeps, and which the request did not have. */
final class RecordedValues implements KnownValues {
  /** The most names of headers that a record has. */
  private static final int MOST_NAMES = 100;

  private static final Set<String> TOKENS = Set.of("jwt", "opaque", "dpop");

  private final JsonNode row;
  private final JsonNode inputs;

  RecordedValues(JsonNode row, JsonNode inputs) {
    this.row = row;
    this.inputs = inputs;
  }

  /** Returns whether a kind of credential has claims. */
  static boolean isToken(String credential) {
    return TOKENS.contains(credential);
  }

  @Override
  public boolean knows(ExpressionReads reads) {
    return !reads.unbounded()
        && reads.headers().stream().allMatch(this::knowsHeader)
        && (!isToken(row.path("credential").asString(""))
            || reads.claims().stream().allMatch(known("claims", "no_claims")))
        && reads.query().stream().allMatch(known("query", "no_query"));
  }

  private boolean knowsHeader(String name) {
    JsonNode names = row.path("header_names");
    boolean complete = names.size() < MOST_NAMES;
    return inputs.path("headers").has(name) || (complete && !contains(names, name));
  }

  private Predicate<String> known(String kept, String absent) {
    return name -> inputs.path(kept).has(name) || contains(inputs.path(absent), name);
  }

  private static boolean contains(JsonNode names, String name) {
    return names.valueStream().anyMatch(each -> each.asString().equals(name));
  }
}
