package dev.sluice.extauthz.policy.file;

import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.policy.AllowedPrincipal;
import dev.sluice.extauthz.policy.SpiffeIdPattern;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A reader of the principals that a route of a policy file allows. */
final class AllowedPrincipalReader {
  private AllowedPrincipalReader() {}

  static List<AllowedPrincipal> read(
      JsonNode nodes, String pointer, PolicyDocument document, List<PolicyProblem> problems) {
    List<AllowedPrincipal> allowed = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      JsonNode node = nodes.get(i);
      try {
        allowed.add(
            new AllowedPrincipal(
                new SpiffeIdPattern(node.path("id").asString()),
                node.path("tenant").asString(""),
                node.path("project").asString(""),
                node.path("workspace").asString(""),
                AccessLevel.parse(node.path("level").asString("developer"))));
      } catch (IllegalArgumentException e) {
        problems.add(
            document.problem(
                pointer + "/" + i + "/id",
                "must be a SPIFFE id, or one with /* in place of its end"));
      }
    }
    return allowed;
  }
}
