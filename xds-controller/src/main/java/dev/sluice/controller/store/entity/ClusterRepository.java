package dev.sluice.controller.store.entity;

import static dev.sluice.controller.store.jooq.Tables.CLUSTERS;

import dev.sluice.controller.domain.Cluster;
import dev.sluice.controller.domain.PinnedRevision;
import dev.sluice.controller.store.history.RevisionRepository;
import dev.sluice.controller.store.jooq.tables.records.ClustersRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** A reader of clusters with the revision that they are pinned to. */
final class ClusterRepository {
  private ClusterRepository() {}

  static List<Cluster> read(DSLContext db, RowSelection wanted) {
    return db.selectFrom(CLUSTERS)
        .where(wanted.condition(CLUSTERS.ID))
        .orderBy(CLUSTERS.NAME)
        .fetch(row -> cluster(db, row));
  }

  private static Cluster cluster(DSLContext db, ClustersRecord row) {
    Optional<PinnedRevision> pinned =
        Optional.ofNullable(row.getPinnedRevisionId())
            .map(id ->
                new PinnedRevision(id, List.copyOf(RevisionRepository.content(db, id).values())));
    return new Cluster(ColumnValues.id(row.getId()), row.getName(), row.getRegion(), pinned);
  }
}
