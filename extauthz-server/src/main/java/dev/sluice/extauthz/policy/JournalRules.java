package dev.sluice.extauthz.policy;

import dev.sluice.common.audit.record.UrlMask;
import dev.sluice.extauthz.policy.condition.ExpressionReads;
import java.util.List;
import java.util.Set;

/**
 * The rules for the records of decisions.
 *
 * @param durableEnvironments the environments whose decisions are stored on disk before the
 *     response is sent
 * @param reads the values that a record keeps, because conditions read them or the policy says so;
 *     never those with the name of a secret
 * @param issuersHash a hash of the issuers of the policy file
 */
public record JournalRules(
    Set<String> durableEnvironments, ExpressionReads reads, String issuersHash) {
  /** Rules of a policy that is not from a file. */
  public static final JournalRules NONE = new JournalRules(Set.of(), ExpressionReads.NONE, "");

  public JournalRules {
    durableEnvironments = Set.copyOf(durableEnvironments);
    reads = reads.without(UrlMask::isSecretName);
  }

  /** Returns the same rules, which also keep what other rules keep. */
  public JournalRules and(JournalRules others) {
    return new JournalRules(durableEnvironments, reads.and(others.reads), issuersHash);
  }

  /** Returns the same rules, which also keep what conditions read. */
  public JournalRules keeping(List<RequestCondition> conditions, List<IssuerPolicy> issuers) {
    ExpressionReads all = reads;
    for (RequestCondition condition : conditions) {
      all = all.and(condition.reads());
    }
    if (all.scopes()) {
      for (IssuerPolicy issuer : issuers) {
        all = all.and(ExpressionReads.ofClaims(Set.copyOf(issuer.claimNames().scope())));
      }
    }
    return new JournalRules(durableEnvironments, all, issuersHash);
  }
}
