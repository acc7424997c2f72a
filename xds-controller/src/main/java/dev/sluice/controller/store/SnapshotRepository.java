package dev.sluice.controller.store;

import static dev.sluice.controller.store.jooq.Tables.CLUSTERS;

import dev.sluice.controller.domain.Cluster;
import dev.sluice.controller.domain.DomainSnapshot;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;

/** Reads everything that a plan of one cluster needs, as one moment of the database saw it. */
public final class SnapshotRepository {
  private final Database database;

  public SnapshotRepository(Database database) {
    this.database = database;
  }

  /** Every cluster with all that is published on it, all of the same moment. */
  public List<DomainSnapshot> read() {
    return database.read(
        "reading the clusters",
        db ->
            db.select(CLUSTERS.ID, CLUSTERS.NAME)
                .from(CLUSTERS)
                .orderBy(CLUSTERS.NAME)
                .fetch(row -> read(db, row.value1(), row.value2())));
  }

  private static DomainSnapshot read(DSLContext db, UUID id, String name) {
    return new DomainSnapshot(
        new Cluster(id.toString(), name),
        TenantRepository.read(db, id),
        GatewayRepository.read(db, id),
        PublishRepository.read(db, id),
        ServiceRepository.read(db, id),
        BackendRepository.read(db, id),
        RouteRepository.read(db, id),
        PolicyRepository.read(db, id));
  }
}
