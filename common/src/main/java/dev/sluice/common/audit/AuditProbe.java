package dev.sluice.common.audit;

import dev.sluice.common.audit.postgres.InsertProbe;
import dev.sluice.common.audit.table.AuditTable;
import dev.sluice.common.dependency.AddressProbe;
import dev.sluice.common.dependency.DependencyReport;
import dev.sluice.common.dependency.FolderProbe;

/** A probe of what an audit trail needs: the folder of its spool, and its database or collector. */
public final class AuditProbe {
  private static final String DATABASE = "audit.database.url";

  private AuditProbe() {}

  /** Probes the folder and the destination that the section {@code audit} names, for one table. */
  public static void probe(AuditConfig config, AuditTable table, DependencyReport report) {
    FolderProbe.writable("audit.spool-dir", config.spool().directory(), report);
    config
        .database()
        .ifPresent(target ->
            InsertProbe.problem(target, table)
                .ifPresentOrElse(
                    problem -> report.absent(DATABASE, problem),
                    () -> report.found(DATABASE, "table " + table + " as " + target.user())));
    config
        .collector()
        .ifPresent(target -> AddressProbe.probe("audit.otlp.address", target.address(), report));
  }
}
