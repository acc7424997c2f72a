package dev.sluice.extproc.server;

import dev.sluice.common.policyfile.OptionalPolicyWatcher;
import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.PolicyListener;
import dev.sluice.common.policyfile.PolicyWatcher;
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
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
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
    MeterRegistry metrics = common.metrics();
    var policies = new ActivePolicies(recognizer, metrics);
    config
        .wafRules()
        .ifPresent(place ->
            common
                .add(
                    "waf",
                    new PolicyWatcher<>(
                        place,
                        config.wafLoader(),
                        config.reloadInterval(),
                        metrics,
                        common.readiness().component("waf"),
                        policies::update))
                .setListener(listener));
    config
        .modelRules()
        .ifPresent(place ->
            common
                .add(
                    "model rules",
                    new PolicyWatcher<>(
                        place,
                        config.modelLoader(),
                        config.reloadInterval(),
                        metrics,
                        common.readiness().component("model rules"),
                        policies::update))
                .setListener(listener));
    common
        .add(
            "policy",
            new PolicyWatcher<>(
                config.rules(),
                config.rulesLoader(),
                config.reloadInterval(),
                metrics,
                common.readiness().component("policy"),
                policies::update))
        .setListener(listener);
    ShadowRulesConfig shadow = config.shadow();
    shadow
        .dlp()
        .ifPresent(place ->
            policies.watchShadow(
                "shadow-dlp",
                place,
                config.rulesLoader(),
                policies::updateShadowDlp,
                config,
                common));
    shadow
        .waf()
        .ifPresent(place ->
            policies.watchShadow(
                "shadow-waf",
                place,
                config.wafLoader(),
                policies::updateShadowWaf,
                config,
                common));
    return policies;
  }

  private <T> void watchShadow(
      String name,
      Path place,
      PolicyFile<T> loader,
      Consumer<Optional<T>> changed,
      ExtProcConfig config,
      CommonParts common) {
    common.add(
        name,
        new OptionalPolicyWatcher<>(
            name,
            place,
            loader,
            config.reloadInterval(),
            common.metrics(),
            common.readiness().component(name),
            changed));
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
