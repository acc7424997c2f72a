package dev.sluice.common.explain;

import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The form of explanations as JSON, in the management API and in the output of a command. */
public final class ExplanationJson {
  private static final String CHECKS = "checks";
  private static final String FACTS = "facts";
  private static final String NAME = "name";
  private static final String PLACE = "place";
  private static final String VERDICT = "verdict";

  private ExplanationJson() {}

  public static ObjectNode write(Explanation explanation) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("source", explanation.source().name().toLowerCase(Locale.ROOT))
            .put("request_id", explanation.requestId())
            .put("decision", explanation.decision())
            .put("status", explanation.status())
            .put("code", explanation.code())
            .put("rule", explanation.rule());
    ArrayNode steps = json.putArray("steps");
    explanation.steps().forEach(step -> write(step, steps.addObject()));
    return json;
  }

  private static void write(ExplainedStep step, ObjectNode json) {
    json.put(NAME, step.name()).put(VERDICT, step.verdict().label());
    ArrayNode facts = json.putArray(FACTS);
    step.facts()
        .forEach(fact -> facts.addObject().put(NAME, fact.name()).put("value", fact.value()));
    ArrayNode checks = json.putArray(CHECKS);
    for (ExplainedCheck check : step.checks()) {
      ObjectNode one =
          checks
              .addObject()
              .put(NAME, check.name())
              .put(VERDICT, check.verdict().label())
              .put("detail", check.detail());
      check
          .place()
          .ifPresent(place ->
              one.putObject(PLACE)
                  .put("channel", place.channel())
                  .put("offset", place.offset())
                  .put("length", place.length()));
    }
  }

  /** Reads an explanation; members that are absent are empty. */
  public static Explanation read(JsonNode json) {
    return new Explanation(
        json.path("source").asString("").equals("policies")
            ? Explanation.Source.POLICIES
            : Explanation.Source.AUDIT,
        json.path("request_id").asString(""),
        json.path("decision").asString(""),
        json.path("status").asInt(0),
        json.path("code").asString(""),
        json.path("rule").asString(""),
        json.path("steps").valueStream().map(ExplanationJson::step).toList());
  }

  private static ExplainedStep step(JsonNode json) {
    return new ExplainedStep(
        json.path(NAME).asString(""),
        verdict(json),
        json.path(FACTS)
            .valueStream()
            .map(fact ->
                new ExplainedFact(fact.path(NAME).asString(""), fact.path("value").asString("")))
            .toList(),
        json.path(CHECKS).valueStream().map(ExplanationJson::check).toList());
  }

  private static ExplainedCheck check(JsonNode json) {
    JsonNode place = json.path(PLACE);
    return new ExplainedCheck(
        json.path(NAME).asString(""),
        verdict(json),
        json.path("detail").asString(""),
        place.isObject()
            ? Optional.of(
                new ExplainedPlace(
                    place.path("channel").asString(""),
                    place.path("offset").asLong(-1),
                    place.path("length").asInt(0)))
            : Optional.empty());
  }

  private static ExplainedVerdict verdict(JsonNode json) {
    return ExplainedVerdict.of(json.path(VERDICT).asString(""));
  }
}
