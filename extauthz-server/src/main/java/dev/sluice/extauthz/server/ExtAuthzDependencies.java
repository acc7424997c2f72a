package dev.sluice.extauthz.server;

import dev.sluice.common.ads.ControllerProbe;
import dev.sluice.common.audit.AuditProbe;
import dev.sluice.common.audit.table.AuditTable;
import dev.sluice.common.dependency.AddressProbe;
import dev.sluice.common.dependency.DependencyReport;
import dev.sluice.common.dependency.FolderProbe;
import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.PolicyFileProbe;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.IpRules;
import dev.sluice.extauthz.policy.IssuerPolicy;
import dev.sluice.extauthz.policy.file.AddressRuleReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A probe of everything that the server needs. */
final class ExtAuthzDependencies {
  private ExtAuthzDependencies() {}

  static void probe(ExtAuthzConfig config, DependencyReport report) {
    Map<String, String> lists = probeIpRules(config, report);
    IssuerKeysProbe.probe(issuers(config, lists, report), report);
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
  private static List<IssuerPolicy> issuers(
      ExtAuthzConfig config, Map<String, String> ipLists, DependencyReport report) {
    return PolicyFileProbe.probe(
            "policies.authz", config.policyFile(), config.policyLoader(() -> ipLists), report)
        .map(AuthzPolicy::issuers)
        .orElse(List.of(config.jwt().defaultIssuer()));
  }

  /** Returns the places of the lists of the file of address lists, by id; none if it is invalid. */
  private static Map<String, String> probeIpRules(ExtAuthzConfig config, DependencyReport report) {
    return config
        .ipRules()
        .map(place -> {
          PolicyFile<IpRules> loader = config.ipLoader(Map::of);
          var _ = PolicyFileProbe.probe("policies.ip", place, loader, report);
          return switch (loader.load(place)) {
            case PolicyResult.Loaded<IpRules> loaded -> AddressRuleReader.places(loaded.document());
            case PolicyResult.Rejected<IpRules> _ -> Map.<String, String>of();
          };
        })
        .orElse(Map.of());
  }

  private static void probeWaf(ExtAuthzConfig config, Path place, DependencyReport report) {
    var _ = PolicyFileProbe.probe("waf.rules", place, config.wafLoader(), report);
  }
}
