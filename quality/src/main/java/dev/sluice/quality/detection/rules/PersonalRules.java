package dev.sluice.quality.detection.rules;

import dev.sluice.common.scope.ExchangeSelector;
import dev.sluice.extproc.policy.AllowList;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.policy.RecognizerRegistry;
import dev.sluice.extproc.policy.RuleAction;
import dev.sluice.extproc.policy.RuleClass;
import dev.sluice.extproc.policy.RuleScope;
import dev.sluice.extproc.policy.RuleSeverity;
import dev.sluice.extproc.recognizer.Confidence;
import dev.sluice.extproc.recognizer.Recognizer;
import dev.sluice.extproc.rewriter.MaskTemplate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** The rules of the recognizers of persons. */
public final class PersonalRules {
  /** The names of the recognizers. */
  public static final List<String> KINDS =
      List.of("person_name", "date_of_birth", "postal_address");

  private PersonalRules() {}

  /** Returns a detector of findings that have at least a confidence, such as {@code medium}. */
  public static RulesDetector detector(String confidence) {
    Confidence lowest = Confidence.valueOf(confidence.toUpperCase(Locale.ROOT));
    List<DlpRule> rules = new ArrayList<>();
    for (String kind : KINDS) {
      Recognizer recognizer = RecognizerRegistry.find(kind).orElseThrow();
      for (Confidence level : EnumSet.range(lowest, Confidence.HIGH)) {
        rules.add(
            new DlpRule(
                rules.size(),
                kind,
                kind,
                RuleClass.DLP,
                RuleAction.MASK,
                MaskTemplate.of("[" + kind + "]"),
                RuleSeverity.MEDIUM,
                new RuleScope(EnumSet.allOf(BodyDirection.class), ExchangeSelector.ALL),
                recognizer.detections(level),
                AllowList.EMPTY));
      }
    }
    return new RulesDetector(new RulesFile(DlpPolicy.ofRules(rules)));
  }
}
