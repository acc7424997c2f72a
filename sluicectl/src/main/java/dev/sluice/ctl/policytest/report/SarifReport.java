package dev.sluice.ctl.policytest.report;

import dev.sluice.common.BuildVersion;
import dev.sluice.ctl.policytest.file.CasePlace;
import dev.sluice.ctl.policytest.run.PolicyCaseResult;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A report of failures and surviving mutants in SARIF 2.1.0, as code scanning services read it. */
public final class SarifReport {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String FAILED = "policy-test-failed";
  private static final String SURVIVED = "policy-mutant-survived";

  private SarifReport() {}

  public static String of(PolicyTestReport report) {
    ObjectNode root = JSON.createObjectNode();
    root.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    root.put("version", "2.1.0");
    ObjectNode run = root.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "sluicectl policy test");
    driver.put("version", BuildVersion.read());
    ArrayNode rules = driver.putArray("rules");
    rule(rules, FAILED, "A case of a policy test fails.");
    rule(rules, SURVIVED, "No policy test notices a change of a policy.");
    ArrayNode results = run.putArray("results");
    for (PolicyCaseResult outcome : report.failed()) {
      String message = outcome.policyCase().name() + ": " + String.join("; ", outcome.failures());
      result(results, FAILED, "error", outcome.policyCase().place(), message);
    }
    report
        .mutations()
        .ifPresent(score ->
            score
                .survivors()
                .forEach(mutant ->
                    result(
                        results,
                        SURVIVED,
                        "warning",
                        mutant.place(),
                        "no test notices: " + mutant.change())));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }

  private static void rule(ArrayNode rules, String id, String text) {
    rules.addObject().put("id", id).putObject("shortDescription").put("text", text);
  }

  private static void result(
      ArrayNode results, String rule, String level, CasePlace place, String message) {
    ObjectNode result = results.addObject().put("ruleId", rule).put("level", level);
    result.putObject("message").put("text", message);
    ObjectNode physical = result.putArray("locations").addObject().putObject("physicalLocation");
    physical.putObject("artifactLocation").put("uri", place.file().toString().replace('\\', '/'));
    physical.putObject("region").put("startLine", place.line()).put("startColumn", place.column());
  }
}
