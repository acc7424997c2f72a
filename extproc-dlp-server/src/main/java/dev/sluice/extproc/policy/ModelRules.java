package dev.sluice.extproc.policy;

import dev.sluice.common.scope.ExchangeScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The compiled form of policies/model_rules.yaml.
 *
 * @param id the name, the version and the hash of the file; empty without a file
 */
public record ModelRules(List<ModelRule> rules, String id) {
  /** A set of rules that permits every model. */
  public static final ModelRules NONE = new ModelRules(List.of(), "");

  public ModelRules {
    rules = List.copyOf(rules);
  }

  /**
   * A verdict on the use of a model.
   *
   * @param rule the first rule in force that forbids it
   * @param shadow the rules in shadow mode that would forbid it
   * @param policy the id of the rules; empty without a file
   */
  public record ModelVerdict(Optional<String> rule, List<String> shadow, String policy) {
    /** A verdict without rules. */
    public static final ModelVerdict UNRULED = new ModelVerdict(Optional.empty(), List.of(), "");

    public ModelVerdict {
      shadow = List.copyOf(shadow);
    }
  }

  /** Returns whether an exchange of a product may use a model, by the name that requests use. */
  public ModelVerdict check(ExchangeScope scope, String product, String alias) {
    Optional<String> enforced = Optional.empty();
    List<String> shadow = new ArrayList<>();
    for (ModelRule rule : rules) {
      if (rule.covers(scope, product) && !rule.permits(alias)) {
        if (rule.shadow()) {
          shadow.add(rule.name());
        } else if (enforced.isEmpty()) {
          enforced = Optional.of(rule.name());
        }
      }
    }
    return new ModelVerdict(enforced, shadow, id);
  }
}
