package dev.sluice.ctl;

import dev.sluice.ctl.policyfile.PolicyFileReport;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A JSON format for the reports on policy files: one array. */
final class PolicyFileReportJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PolicyFileReportJson() {}

  static String of(List<PolicyFileReport> verdicts) {
    ArrayNode files = JSON.createArrayNode();
    for (PolicyFileReport verdict : verdicts) {
      ObjectNode file = files.addObject();
      file.put("file", verdict.file().toString());
      file.put("good", verdict.isValid());
      file.put("kind", verdict.kind());
      file.put("name", verdict.name());
      file.put("version", verdict.version());
      file.put("sha256", verdict.sha256());
      ArrayNode problems = file.putArray("problems");
      verdict
          .problems()
          .forEach(problem ->
              problems
                  .addObject()
                  .put("line", problem.line())
                  .put("column", problem.column())
                  .put("path", problem.path())
                  .put("message", problem.message()));
      if (!verdict.rules().isEmpty()) {
        ArrayNode rules = file.putArray("rules");
        verdict
            .rules()
            .forEach(rule ->
                rules
                    .addObject()
                    .put("id", rule.rule())
                    .put("longest_match", rule.longestMatch())
                    .put("longest_wait", rule.longestWait()));
      }
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(files);
  }
}
