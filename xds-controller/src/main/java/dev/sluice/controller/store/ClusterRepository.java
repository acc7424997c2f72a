package dev.sluice.controller.store;

import static dev.sluice.controller.store.jooq.Tables.CLUSTERS;

import dev.sluice.controller.domain.Cluster;
import java.util.List;
import org.jooq.DSLContext;

/** Reads clusters. */
final class ClusterRepository {
  private ClusterRepository() {}

  static List<Cluster> read(DSLContext db, Wanted wanted) {
    return db.selectFrom(CLUSTERS)
        .where(wanted.by(CLUSTERS.ID))
        .orderBy(CLUSTERS.NAME)
        .fetch(row -> new Cluster(Columns.id(row.getId()), row.getName(), row.getRegion()));
  }
}
