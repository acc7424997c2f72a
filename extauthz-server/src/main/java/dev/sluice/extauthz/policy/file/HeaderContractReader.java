package dev.sluice.extauthz.policy.file;

import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.scope.ExchangeSelector;
import dev.sluice.common.scope.RoutePattern;
import dev.sluice.extauthz.policy.HeaderContract;
import dev.sluice.extauthz.policy.HeaderContract.CallId;
import dev.sluice.extauthz.policy.HeaderContract.HeaderChoice;
import dev.sluice.extauthz.policy.HeaderContract.RequiredHeader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A reader of the header contracts of a policy file. */
final class HeaderContractReader {
  /** Headers that the gateway sets itself. */
  private static final Set<String> GATEWAY_HEADERS =
      Set.of(
          "x-user-id",
          "x-tenant-id",
          "x-project-id",
          "x-workspace-id",
          "x-policy-version",
          "x-correlation-id",
          "x-api-key");

  private final PolicyDocument document;
  private final List<PolicyProblem> problems;

  HeaderContractReader(PolicyDocument document, List<PolicyProblem> problems) {
    this.document = document;
    this.problems = problems;
  }

  List<HeaderContract> readAll() {
    List<HeaderContract> contracts = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    JsonNode nodes = document.spec().path("header-contracts");
    for (int i = 0; i < nodes.size(); i++) {
      if (document.entry("header-contracts", i).isEmpty()) {
        continue;
      }
      String pointer = "/header-contracts/" + i;
      HeaderContract contract = read(nodes.get(i));
      if (!ids.add(contract.id())) {
        problems.add(
            document.problem(
                pointer + "/id", "is the id of another header contract; use a unique id"));
      }
      check(contract, pointer);
      contracts.add(contract);
    }
    return contracts;
  }

  private static HeaderContract read(JsonNode node) {
    return new HeaderContract(
        node.path("id").asString(),
        texts(node, "products").toList(),
        ExchangeSelector.read(node),
        texts(node, "exempt").map(RoutePattern::new).toList(),
        node.path("required").valueStream().map(HeaderContractReader::required).toList(),
        names(node, "agree").toList(),
        node.path("choices").valueStream().map(HeaderContractReader::choice).toList(),
        node.has("pass") ? Optional.of(Set.copyOf(names(node, "pass").toList())) : Optional.empty(),
        node.path("ids").valueStream().map(HeaderContractReader::callId).toList(),
        node.path("mode").asString("enforce").equals("shadow"));
  }

  /** Checks that at most one rule sets a header. */
  private void check(HeaderContract contract, String pointer) {
    Set<String> set = new HashSet<>();
    for (int i = 0; i < contract.headerChoices().size(); i++) {
      check(contract.headerChoices().get(i).name(), set, pointer + "/choices/" + i);
    }
    for (int i = 0; i < contract.callIds().size(); i++) {
      check(contract.callIds().get(i).name(), set, pointer + "/ids/" + i);
    }
  }

  private void check(String name, Set<String> set, String pointer) {
    if (!set.add(name)) {
      problems.add(
          document.problem(
              pointer + "/name", "is set by another rule of this contract; remove one"));
    }
    if (GATEWAY_HEADERS.contains(name)) {
      problems.add(
          document.problem(pointer + "/name", "is set by the gateway itself; remove this rule"));
    }
  }

  private static RequiredHeader required(JsonNode node) {
    return new RequiredHeader(
        lower(node.path("name").asString()), node.path("code").asString("BAD_REQUEST"));
  }

  private static HeaderChoice choice(JsonNode node) {
    return new HeaderChoice(lower(node.path("name").asString()), texts(node, "values").toList());
  }

  private static CallId callId(JsonNode node) {
    return new CallId(
        lower(node.path("name").asString()),
        CallId.Source.valueOf(node.path("from").asString("request").toUpperCase(Locale.ROOT)));
  }

  private static Stream<String> names(JsonNode node, String key) {
    return texts(node, key).map(HeaderContractReader::lower);
  }

  private static Stream<String> texts(JsonNode node, String key) {
    return node.path(key).valueStream().map(JsonNode::asString);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
