package dev.sluice.extproc.server;

import dev.sluice.common.policyfile.PolicyListener;
import dev.sluice.common.server.CommonParts;
import dev.sluice.common.telemetry.VersionInfoMetric;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.extproc.external.ExternalRecognizer;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.inspect.PolicyInspector;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.ModelRules;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The policies in force, compiled together. The thread that reloads a policy compiles it; streams
 * only read the result.
 */
final class ActivePolicies {
  private final VersionInfoMetric version;
  private final Optional<ExternalRecognizer> recognizer;
  private @Nullable DlpPolicy dlp;
  private Optional<WafPolicy> waf = Optional.empty();
  private Optional<DlpPolicy> shadowDlp = Optional.empty();
  private Optional<WafPolicy> shadowWaf = Optional.empty();
  private volatile @Nullable PolicyInspector inspector;
  private volatile Optional<PolicyInspector> shadow = Optional.empty();
  private volatile ModelRules models = ModelRules.NONE;

  private ActivePolicies(Optional<ExternalRecognizer> recognizer, MeterRegistry metrics) {
    this.recognizer = recognizer;
    version = new VersionInfoMetric(metrics, "dlp.rules.version.info", Tags.empty());
  }

  /** Loads all policies and watches their files. */
  static ActivePolicies watch(
      ExtProcConfig config,
      Optional<ExternalRecognizer> recognizer,
      PolicyListener listener,
      CommonParts common) {
    var policies = new ActivePolicies(recognizer, common.metrics());
    Duration every = config.reloadInterval();
    config
        .wafRules()
        .ifPresent(place ->
            common
                .watch("waf", place, config.wafLoader(), every, policies::update)
                .setListener(listener));
    config
        .modelRules()
        .ifPresent(place ->
            common
                .watch("model rules", place, config.modelLoader(), every, policies::update)
                .setListener(listener));
    common
        .watch("policy", config.rules(), config.rulesLoader(), every, policies::update)
        .setListener(listener);
    ShadowRulesConfig shadow = config.shadow();
    shadow
        .dlp()
        .ifPresent(place ->
            common.watchOptional(
                "shadow-dlp", place, config.rulesLoader(), every, policies::updateShadowDlp));
    shadow
        .waf()
        .ifPresent(place ->
            common.watchOptional(
                "shadow-waf", place, config.wafLoader(), every, policies::updateShadowWaf));
    return policies;
  }

  /** Returns the inspector for new streams. */
  Inspector current() {
    return loaded();
  }

  /** Returns the inspector for the warm-up and trials, which calls no external recognizer. */
  Inspector forWarmUp() {
    return loaded().withoutRecognizer();
  }

  /**
   * Returns the inspector of the shadow rules, if there are any. It calls no external recognizer.
   */
  Optional<PolicyInspector> shadow() {
    return shadow;
  }

  /** Returns the rules about models for new streams. */
  ModelRules models() {
    return models;
  }

  private PolicyInspector loaded() {
    PolicyInspector current = inspector;
    if (current == null) {
      throw new IllegalStateException("no policy has been loaded");
    }
    return current;
  }

  synchronized void update(DlpPolicy policy) {
    dlp = policy;
    compile();
    version.set(policy.version());
  }

  synchronized void update(WafPolicy policy) {
    waf = Optional.of(policy);
    compile();
  }

  synchronized void updateShadowDlp(Optional<DlpPolicy> policy) {
    shadowDlp = policy;
    compileShadow();
  }

  synchronized void updateShadowWaf(Optional<WafPolicy> policy) {
    shadowWaf = policy;
    compileShadow();
  }

  void update(ModelRules rules) {
    models = rules;
  }

  private void compile() {
    DlpPolicy rules = dlp;
    if (rules != null) {
      inspector = new PolicyInspector(rules, waf, recognizer);
      compileShadow();
    }
  }

  private void compileShadow() {
    DlpPolicy rules = dlp;
    shadow =
        rules == null || (shadowDlp.isEmpty() && shadowWaf.isEmpty())
            ? Optional.empty()
            : Optional.of(new PolicyInspector(shadowDlp.orElse(rules), shadowWaf.or(() -> waf)));
  }
}
