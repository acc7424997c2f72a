package dev.sluice.controller.store;

import static dev.sluice.controller.store.jooq.Tables.CLUSTERS;

import dev.sluice.controller.domain.Cluster;
import dev.sluice.controller.domain.DomainSnapshot;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** Reads everything that a plan of one cluster needs, as one moment of the database saw it. */
public final class SnapshotRepository {
  private final Database database;

  public SnapshotRepository(Database database) {
    this.database = database;
  }

  /** The names of all clusters. */
  public List<String> clusters() {
    return database.read(
        "reading the clusters",
        db -> db.select(CLUSTERS.NAME).from(CLUSTERS).orderBy(CLUSTERS.NAME).fetch(CLUSTERS.NAME));
  }

  /** The cluster of that name with all that is published on it; empty when there is no such. */
  public Optional<DomainSnapshot> read(String cluster) {
    return database.read("reading the cluster", db -> read(db, cluster));
  }

  private static Optional<DomainSnapshot> read(DSLContext db, String name) {
    return db.select(CLUSTERS.ID)
        .from(CLUSTERS)
        .where(CLUSTERS.NAME.eq(name))
        .fetchOptional(CLUSTERS.ID)
        .map(id ->
            new DomainSnapshot(
                new Cluster(id.toString(), name),
                TenantRepository.read(db, id),
                GatewayRepository.read(db, id),
                PublishRepository.read(db, id),
                ServiceRepository.read(db, id),
                BackendRepository.read(db, id),
                RouteRepository.read(db, id),
                PolicyRepository.read(db, id)));
  }
}
