package dev.sluice.extproc.server;

import dev.sluice.common.ads.ControllerProbe;
import dev.sluice.common.audit.AuditProbe;
import dev.sluice.common.audit.table.AuditTable;
import dev.sluice.common.dependency.AddressProbe;
import dev.sluice.common.dependency.DependencyReport;
import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.PolicyFileProbe;
import java.nio.file.Path;

/** A probe of everything that the server needs. */
final class ExtProcDependencies {
  private ExtProcDependencies() {}

  static void probe(ExtProcConfig config, DependencyReport report) {
    policy("dlp.rules", config.rules(), config.rulesLoader(), report);
    config.wafRules().ifPresent(place -> policy("waf.rules", place, config.wafLoader(), report));
    config
        .modelRules()
        .ifPresent(place -> policy("policies.models", place, config.modelLoader(), report));
    AuditProbe.probe(config.audit(), AuditTable.AUDIT_EVENTS, report);
    config
        .traces()
        .ifPresent(to -> AddressProbe.probe("tracing.otlp.address", to.address(), report));
    config
        .recognizer()
        .ifPresent(to -> AddressProbe.probe("dlp.external.url", to.address(), report));
    config.controller().ifPresent(controller -> ControllerProbe.probe(controller, report));
  }

  private static <T> void policy(
      String key, Path place, PolicyFile<T> loader, DependencyReport report) {
    var _ = PolicyFileProbe.probe(key, place, loader, report);
  }
}
