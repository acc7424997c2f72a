package dev.sluice.ctl.policytest.file;

import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.waf.WafPart;
import dev.sluice.extproc.policy.BodyDirection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A reader of the cases of texts and bodies. */
record BodyCaseReader(
    PolicyDocument document, Path folder, String environment, List<PolicyProblem> problems) {
  BodyCase body(JsonNode node, String pointer) {
    BodyContent body = BodyContent.read(node.path("body"));
    String direction = node.path("direction").asString(body.isStream() ? "response" : "request");
    JsonNode exchange = node.path("exchange");
    return new BodyCase(
        node.path("name").asString(""),
        PolicyTestCompiler.place(document, pointer),
        body,
        BodyDirection.valueOf(direction.toUpperCase(Locale.ROOT)),
        new ExchangeScope(
            exchange.path("route").asString("test"),
            exchange.path("tenant").asString("tenant"),
            exchange.path("environment").asString(environment),
            exchange.path("host").asString("gateway.example"),
            exchange.path("path").asString("/")),
        !node.path("inspection").asString("").equals("pre-only"),
        expected(node.path("expect")));
  }

  private static BodyCase.BodyExpectation expected(JsonNode node) {
    return new BodyCase.BodyExpectation(
        node.path("verdict").asString("pass"),
        node.path("rule").asStringOpt(),
        PolicyTestCompiler.optionalTexts(node.path("findings")),
        PolicyTestCompiler.optionalTexts(node.path("actions")),
        node.path("output").isObject()
            ? Optional.of(BodyContent.read(node.path("output")).text())
            : Optional.empty(),
        PolicyTestCompiler.texts(node.path("contains")),
        PolicyTestCompiler.texts(node.path("omits")));
  }

  CorpusCase corpus(JsonNode node, String pointer) {
    Path file = folder.resolve(node.path("file").asString("")).normalize();
    if (!Files.isRegularFile(file)) {
      problems.add(document.problem(pointer + "/file", "there is no file " + file));
    }
    Map<String, Integer> atLeast = new HashMap<>();
    node.path("at-least")
        .propertyStream()
        .forEach(rule -> atLeast.put(rule.getKey(), rule.getValue().asInt(1)));
    return new CorpusCase(
        node.path("name").asString(""),
        PolicyTestCompiler.place(document, pointer),
        file,
        CorpusFormat.valueOf(node.path("format").asString("lines").toUpperCase(Locale.ROOT)),
        node.path("policy").asString("").equals("waf"),
        part(node),
        node.path("expect").asString("").equals("match"),
        Set.copyOf(PolicyTestCompiler.texts(node.path("rules"))),
        node.path("budget").asInt(0),
        atLeast);
  }

  AttackCase attack(JsonNode node, String pointer) {
    String text = node.path("text").asString("");
    return new AttackCase(
        node.path("name").asString(text),
        PolicyTestCompiler.place(document, pointer),
        text,
        part(node),
        Set.copyOf(PolicyTestCompiler.texts(node.path("expect"))));
  }

  private static WafPart part(JsonNode node) {
    return WafPart.valueOf(node.path("part").asString("body").toUpperCase(Locale.ROOT));
  }
}
