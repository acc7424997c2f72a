package dev.sluice.extauthz.policy;

import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyProblem;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads which workloads a route of a policy file takes. */
final class FilePrincipals {
  private FilePrincipals() {}

  static List<AdmittedPrincipal> read(
      JsonNode nodes, String pointer, PolicyDocument document, List<PolicyProblem> problems) {
    List<AdmittedPrincipal> admitted = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      JsonNode node = nodes.get(i);
      try {
        admitted.add(
            new AdmittedPrincipal(
                new SpiffePattern(node.path("id").asString()),
                node.path("tenant").asString(""),
                node.path("project").asString(""),
                node.path("workspace").asString(""),
                Level.named(node.path("level").asString("developer"))));
      } catch (IllegalArgumentException e) {
        problems.add(
            document.problem(
                pointer + "/" + i + "/id",
                "must be a SPIFFE id, or one with /* in place of its end"));
      }
    }
    return admitted;
  }
}
