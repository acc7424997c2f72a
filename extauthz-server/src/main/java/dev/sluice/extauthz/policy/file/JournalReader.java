package dev.sluice.extauthz.policy.file;

import dev.sluice.common.audit.record.UrlMask;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.policyfile.PolicySource;
import dev.sluice.extauthz.policy.JournalRules;
import dev.sluice.extauthz.policy.condition.ExpressionReads;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A reader of the section {@code journal} of a policy file. */
final class JournalReader {
  private static final String KEEP = "keep";
  private static final int HASH_DIGITS = 12;

  private final PolicyDocument document;
  private final List<PolicyProblem> problems;
  private final JsonNode journal;

  JournalReader(PolicyDocument document, List<PolicyProblem> problems) {
    this.document = document;
    this.problems = problems;
    this.journal = document.spec().path("journal");
  }

  JournalRules read() {
    List.of("headers", "claims", "query").forEach(this::checkNames);
    var kept =
        new ExpressionReads(
            names("headers").stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet()),
            names("claims"),
            names("query"),
            false,
            false);
    return new JournalRules(
        texts(journal.path("before-answer")),
        kept,
        PolicySource.sha256(
                document.spec().path("issuers").toString().getBytes(StandardCharsets.UTF_8))
            .substring(0, HASH_DIGITS));
  }

  private void checkNames(String part) {
    JsonNode names = journal.path(KEEP).path(part);
    for (int i = 0; i < names.size(); i++) {
      if (UrlMask.isSecretName(names.path(i).asString())) {
        problems.add(
            document.problem(
                "/journal/keep/" + part + "/" + i,
                "is the name of a secret, which no record keeps; remove it"));
      }
    }
  }

  private Set<String> names(String part) {
    return texts(journal.path(KEEP).path(part));
  }

  private static Set<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).collect(Collectors.toSet());
  }
}
