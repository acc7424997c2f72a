package dev.sluice.extauthz.server;

import dev.sluice.common.ads.ControllerProbe;
import dev.sluice.common.audit.AuditProbe;
import dev.sluice.common.audit.table.AuditTable;
import dev.sluice.common.dependency.AddressProbe;
import dev.sluice.common.dependency.DependencyReport;
import dev.sluice.common.dependency.FolderProbe;
import dev.sluice.common.policyfile.PolicyFileProbe;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.IssuerPolicy;
import java.nio.file.Path;
import java.util.List;

/** A probe of everything that the server needs. */
final class ExtAuthzDependencies {
  private ExtAuthzDependencies() {}

  static void probe(ExtAuthzConfig config, DependencyReport report) {
    IssuerKeysProbe.probe(issuers(config, report), report);
    config.wafRules().ifPresent(place -> probeWaf(config, place, report));
    config
        .upstream()
        .secretsFolder()
        .ifPresent(folder -> FolderProbe.readable("upstream.secrets-dir", folder, report));
    config
        .journal()
        .ifPresent(audit -> AuditProbe.probe(audit, AuditTable.DECISION_EVENTS, report));
    config
        .traces()
        .ifPresent(to -> AddressProbe.probe("tracing.otlp.address", to.address(), report));
    config.controller().ifPresent(controller -> ControllerProbe.probe(controller, report));
  }

  /** Returns the issuers of the policy; of an invalid policy only the configured one. */
  private static List<IssuerPolicy> issuers(ExtAuthzConfig config, DependencyReport report) {
    return PolicyFileProbe.probe(
            "policies.authz", config.policyFile(), config.policyLoader(), report)
        .map(AuthzPolicy::issuers)
        .orElse(List.of(config.jwt().defaultIssuer()));
  }

  private static void probeWaf(ExtAuthzConfig config, Path place, DependencyReport report) {
    var _ = PolicyFileProbe.probe("waf.rules", place, config.wafLoader(), report);
  }
}
