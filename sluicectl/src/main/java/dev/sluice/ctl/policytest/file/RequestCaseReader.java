package dev.sluice.ctl.policytest.file;

import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyProblem;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** A reader of the cases of requests and roles. */
record RequestCaseReader(
    PolicyDocument document, Map<String, TestCaller> callers, List<PolicyProblem> problems) {
  RequestCase request(JsonNode node, String pointer) {
    return new RequestCase(
        node.path("name").asString(""),
        PolicyTestCompiler.place(document, pointer),
        caller(node.path("as"), pointer),
        node.path("method").asString("GET"),
        node.path("host").asString("gateway.example"),
        node.path("path").asString("/"),
        values(node.path("headers")),
        node.path("address").asString("127.0.0.1"),
        node.path("principal").asString(""),
        node.path("route").asStringOpt(),
        expected(node.path("expect")));
  }

  private Optional<TestCaller> caller(JsonNode name, String pointer) {
    if (name.isMissingNode()) {
      return Optional.empty();
    }
    Optional<TestCaller> caller = Optional.ofNullable(callers.get(name.asString("")));
    if (caller.isEmpty()) {
      problems.add(
          document.problem(
              pointer + "/as",
              "is not one of the identities of this file: "
                  + String.join(", ", new TreeSet<>(callers.keySet()))));
    }
    return caller;
  }

  private static RequestCase.DecisionExpectation expected(JsonNode node) {
    return new RequestCase.DecisionExpectation(
        node.path("decision").asString("").equals("allow"),
        node.path("code").asStringOpt(),
        node.path("rule").asStringOpt(),
        node.path("route").asStringOpt(),
        PolicyTestCompiler.optionalTexts(node.path("shadow")),
        values(node.path("sets")),
        lowerCase(node.path("removes")),
        lowerCase(node.path("keeps")));
  }

  RoleCase role(JsonNode node, String pointer) {
    String role = node.path("role").asString("");
    return new RoleCase(
        node.path("name").asString(role),
        PolicyTestCompiler.place(document, pointer),
        role,
        node.path("scope").asStringOpt(),
        node.path("portal").asStringOpt(),
        lists(node.path("allows")),
        lists(node.path("limits")),
        lists(node.path("denies")),
        node.path("only").asBoolean(false),
        PolicyTestCompiler.optionalTexts(node.path("portals")),
        PolicyTestCompiler.optionalTexts(node.path("grants")));
  }

  /** Returns texts by name in lower case, as header names are. */
  private static Map<String, String> values(JsonNode node) {
    Map<String, String> values = new HashMap<>();
    node.propertyStream()
        .forEach(entry ->
            values.put(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue().asString("")));
    return values;
  }

  private static List<String> lowerCase(JsonNode list) {
    return PolicyTestCompiler.texts(list).stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .toList();
  }

  private static Map<String, List<String>> lists(JsonNode node) {
    Map<String, List<String>> lists = new HashMap<>();
    node.propertyStream()
        .forEach(entry -> lists.put(entry.getKey(), PolicyTestCompiler.texts(entry.getValue())));
    return lists;
  }
}
