package dev.sluice.controller.server;

import dev.sluice.common.dependency.DependencyReport;
import dev.sluice.common.dependency.FolderProbe;
import dev.sluice.common.policyfile.PolicyFileProbe;
import dev.sluice.controller.audit.RetentionConfig;
import dev.sluice.controller.secrets.SecretFolderProbe;
import dev.sluice.controller.store.DatabaseProbe;

/** A probe of everything that the controller needs. */
final class ControllerDependencies {
  private ControllerDependencies() {}

  static void probe(ControllerConfig config, DependencyReport report) {
    FolderProbe.writable("state-dir", config.stateDir(), report);
    SecretFolderProbe.probe("secrets.dir", config.secretsDir(), report);
    config
        .api()
        .ifPresent(api -> {
          var _ = PolicyFileProbe.probe("api.rbac", api.rbac(), api.rbacLoader(), report);
          api.tiers()
              .ifPresent(
                  file -> PolicyFileProbe.probe("api.tiers", file, api.tierLoader(), report));
        });
    RetentionConfig retention = config.retention();
    boolean migrated = DatabaseProbe.probe(config.database(), report);
    if (migrated && (retention.daily() || retention.opsKey().isPresent())) {
      DatabaseProbe.probeRole(
          "audit.retention.database.user",
          config.database(),
          retention.user(),
          retention.password(),
          report);
    }
  }
}
