package dev.sluice.ctl.policytest.file;

import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.scope.ExchangeScope;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A case of a caller and a model.
 *
 * @param model the name that the request uses
 * @param product the slug of the product
 * @param rule the rule that denies; empty if it is not compared
 * @param shadow the rules in shadow mode that would deny; empty if they are not compared
 */
public record ModelCase(
    String name,
    CasePlace place,
    String model,
    ExchangeScope scope,
    String product,
    boolean allowed,
    Optional<String> rule,
    Optional<List<String>> shadow)
    implements PolicyCase {
  static ModelCase read(
      JsonNode node, String pointer, PolicyDocument document, String environment) {
    JsonNode expect = node.path("expect");
    return new ModelCase(
        node.path("name").asString(""),
        PolicyTestCompiler.place(document, pointer),
        node.path("model").asString(""),
        new ExchangeScope(
            node.path("route").asString("chat"),
            node.path("tenant").asString("tenant"),
            node.path("environment").asString(environment),
            node.path("host").asString("gateway.example"),
            node.path("path").asString("/v1/chat/completions")),
        node.path("product").asString("product"),
        expect.path("decision").asString("").equals("allow"),
        expect.has("rule") ? Optional.of(expect.path("rule").asString("")) : Optional.empty(),
        PolicyTestCompiler.optionalTexts(expect.path("shadow")));
  }

  @Override
  public String section() {
    return "models";
  }
}
