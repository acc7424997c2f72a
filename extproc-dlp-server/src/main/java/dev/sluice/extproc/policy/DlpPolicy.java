package dev.sluice.extproc.policy;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.scope.ExchangeSelector;
import dev.sluice.extproc.rewriter.HashKey;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** A version of the DLP rules. */
public final class DlpPolicy {
  private final String version;
  private final String id;
  private final String content;
  private final List<DlpRule> rules;
  private final List<ExchangeSelector> streams;
  private final Optional<HashKey> hashKey;
  private final RuleSelection ofRequests;
  private final RuleSelection ofAnswers;

  /**
   * Creates the policy; the rules are in the order of the file.
   *
   * @param id the names, versions and hashes of the files
   * @param content a hash of the rules, which changes also without a new version
   * @param streams the exchanges whose event streams are inspected, whatever their route sets
   * @param hashKey the key for hashes of values; rules with hashes exist only with it
   */
  public DlpPolicy(
      String version,
      String id,
      String content,
      List<DlpRule> rules,
      List<ExchangeSelector> streams,
      Optional<HashKey> hashKey) {
    this.version = version;
    this.id = id;
    this.content = content;
    this.rules = List.copyOf(rules);
    this.streams = List.copyOf(streams);
    this.hashKey = hashKey;
    this.ofRequests = new RuleSelection(BodyDirection.REQUEST, rules);
    this.ofAnswers = new RuleSelection(BodyDirection.RESPONSE, rules);
  }

  /** Returns a policy of rules that are in no file. */
  public static DlpPolicy ofRules(List<DlpRule> rules) {
    return new DlpPolicy("", "", "", rules, List.of(), Optional.empty());
  }

  /** Returns the same policy with other rules. */
  public DlpPolicy withRules(List<DlpRule> others) {
    return new DlpPolicy(version, id, content, others, streams, hashKey);
  }

  public String version() {
    return version;
  }

  /** Returns the names, versions and hashes of the files. */
  public String id() {
    return id;
  }

  /** Returns the hash of the rules. */
  public String content() {
    return content;
  }

  public List<DlpRule> rules() {
    return rules;
  }

  public Optional<HashKey> hashKey() {
    return hashKey;
  }

  /**
   * Returns the positions of the rules that apply to one direction of an exchange. Of several rules
   * with one id only the most specific applies.
   */
  public BitSet inForce(BodyDirection direction, ExchangeScope scope) {
    return switch (direction) {
      case REQUEST -> ofRequests.inForce(scope);
      case RESPONSE -> ofAnswers.inForce(scope);
    };
  }

  /** Returns true if the file requires inspection of this exchange's event streams. */
  public boolean inspectsStreams(ExchangeScope scope) {
    return streams.stream().anyMatch(where -> where.matches(scope));
  }
}
