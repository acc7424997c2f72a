package dev.sluice.extproc.server;

import dev.sluice.common.lifecycle.Parts;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.policyfile.PolicyNews;
import dev.sluice.common.policyfile.PolicyWatcher;
import dev.sluice.common.telemetry.VersionInfo;
import dev.sluice.common.waf.WafCompiler;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.inspect.PolicyInspector;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpPolicyCompiler;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The policies in force, compiled together. Whoever brings a new one compiles; streams only ever
 * ask for what is there.
 */
final class Policies {
  private final VersionInfo version;
  private @Nullable DlpPolicy dlp;
  private Optional<WafPolicy> waf = Optional.empty();
  private volatile @Nullable Inspector inspector;

  private Policies(MeterRegistry metrics) {
    version = new VersionInfo(metrics, "dlp.rules.version.info", Tags.empty());
  }

  /** Loads both and goes on watching them. */
  static Policies watch(
      ExtProcConfig config,
      PolicyNews news,
      MeterRegistry metrics,
      Readiness readiness,
      Parts parts) {
    var policies = new Policies(metrics);
    config
        .wafRules()
        .ifPresent(place ->
            parts
                .add(
                    "waf",
                    new PolicyWatcher<>(
                        place,
                        WafCompiler.file(),
                        config.reload(),
                        metrics,
                        readiness.part("waf"),
                        policies::take))
                .tell(news));
    parts
        .add(
            "policy",
            new PolicyWatcher<>(
                config.rules(),
                DlpPolicyCompiler.file(config.hashKey()),
                config.reload(),
                metrics,
                readiness.part("policy"),
                policies::take))
        .tell(news);
    return policies;
  }

  /** What inspects from now on. */
  Inspector current() {
    Inspector current = inspector;
    if (current == null) {
      throw new IllegalStateException("no policy has been loaded");
    }
    return current;
  }

  synchronized void take(DlpPolicy policy) {
    dlp = policy;
    compile();
    version.inForce(policy.version());
  }

  synchronized void take(WafPolicy policy) {
    waf = Optional.of(policy);
    compile();
  }

  private void compile() {
    DlpPolicy rules = dlp;
    if (rules != null) {
      inspector = new PolicyInspector(rules, waf);
    }
  }
}
