package dev.sluice.controller.store.history;

import static dev.sluice.controller.store.jooq.Tables.CLUSTERS;
import static dev.sluice.controller.store.jooq.Tables.CONFIG_REVISIONS;

import dev.sluice.controller.ir.RevisionEntry;
import dev.sluice.controller.store.Database;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.SelectOnConditionStep;
import org.jspecify.annotations.Nullable;

/** A repository of the revisions of clusters, with rollback to any of them. */
public final class RevisionRepository {
  private static final int MOST_LISTED = 200;
  private final Database database;

  public RevisionRepository(Database database) {
    this.database = database;
  }

  /** Returns the newest revisions of a cluster, the newest first. */
  public List<ClusterRevision> latest(String cluster) {
    return database.read(
        "reading revisions",
        db ->
            revisions(db)
                .where(CLUSTERS.NAME.eq(cluster))
                .orderBy(CONFIG_REVISIONS.ID.desc())
                .limit(MOST_LISTED)
                .fetch(RevisionRepository::revision));
  }

  /** Returns the active revisions by the names of their clusters. */
  public Map<String, ClusterRevision> activeRevisions() {
    return database.read(
        "reading revisions",
        db ->
            revisions(db)
                .where(CONFIG_REVISIONS.STATUS.eq("active"))
                .fetchMap(CLUSTERS.NAME, RevisionRepository::revision));
  }

  /** Returns the names of the clusters that serve a pinned revision, independent of the rows. */
  public Set<String> pinnedClusters() {
    return database.read(
        "reading pinned clusters",
        db ->
            db.select(CLUSTERS.NAME)
                .from(CLUSTERS)
                .where(CLUSTERS.PINNED_REVISION_ID.isNotNull())
                .fetchSet(CLUSTERS.NAME));
  }

  /** Selects revisions without their documents, with the names of their clusters. */
  private static SelectOnConditionStep<?> revisions(DSLContext db) {
    return db.select(
            CONFIG_REVISIONS.ID,
            CLUSTERS.NAME,
            CONFIG_REVISIONS.CONTENT_HASH,
            CONFIG_REVISIONS.REASON,
            CONFIG_REVISIONS.STATUS,
            CONFIG_REVISIONS.CREATED_BY,
            CONFIG_REVISIONS.CREATED_AT)
        .from(CONFIG_REVISIONS)
        .join(CLUSTERS)
        .on(CLUSTERS.ID.eq(CONFIG_REVISIONS.CLUSTER_ID));
  }

  /** Returns the content of a revision by object. */
  public Map<String, RevisionEntry> content(long id) {
    return database.read("reading a revision", db -> content(db, id));
  }

  public static Map<String, RevisionEntry> content(DSLContext db, long id) {
    Map<String, RevisionEntry> content = new TreeMap<>();
    for (RevisionDocument document : RevisionDocument.chain(db, id)) {
      document.applyTo(content);
    }
    return content;
  }

  /**
   * Adds a revision and activates it, unless the cluster was pinned in the meantime.
   *
   * @param base the revision to which the change is relative; empty when the change is everything
   */
  public Optional<Long> add(
      String cluster,
      byte[] hash,
      RevisionChange change,
      Optional<Long> base,
      String reason,
      String by) {
    Long[] made = new Long[1];
    database.write(
        "writing a revision",
        db -> {
          Record2<UUID, Long> row =
              db.select(CLUSTERS.ID, CLUSTERS.PINNED_REVISION_ID)
                  .from(CLUSTERS)
                  .where(CLUSTERS.NAME.eq(cluster))
                  .forUpdate()
                  .fetchSingle();
          if (row.value2() == null) {
            made[0] = add(db, row.value1(), hash, change, base, reason, by);
          }
        });
    return Optional.ofNullable(made[0]);
  }

  private static long add(
      DSLContext db,
      UUID cluster,
      byte[] hash,
      RevisionChange change,
      Optional<Long> base,
      String reason,
      String by) {
    db.update(CONFIG_REVISIONS)
        .set(CONFIG_REVISIONS.STATUS, "superseded")
        .where(CONFIG_REVISIONS.CLUSTER_ID.eq(cluster))
        .and(CONFIG_REVISIONS.STATUS.eq("active"))
        .execute();
    Long id =
        db.insertInto(CONFIG_REVISIONS)
            .set(CONFIG_REVISIONS.CLUSTER_ID, cluster)
            .set(CONFIG_REVISIONS.CONTENT_HASH, hash)
            .set(CONFIG_REVISIONS.DOCUMENT, RevisionDocument.of(change).json())
            .set(CONFIG_REVISIONS.BASE_ID, base.orElse(null))
            .set(CONFIG_REVISIONS.REASON, reason)
            .set(CONFIG_REVISIONS.STATUS, "active")
            .set(CONFIG_REVISIONS.CREATED_BY, by)
            .returningResult(CONFIG_REVISIONS.ID)
            .fetchSingle(CONFIG_REVISIONS.ID);
    return id == null ? 0 : id;
  }

  /**
   * Pins a cluster to the content of a revision until {@link #release}. The rollback is a new
   * revision, so that the history shows it. Empty when there is no such revision.
   */
  public Optional<Long> rollback(long id, String by) {
    return database.writeReturning("rolling back", db -> rollback(db, id, by));
  }

  /** Pins a cluster as {@link #rollback(long, String)} does, in the transaction of the caller. */
  public static Optional<Long> rollback(DSLContext db, long id, String by) {
    Record old =
        db.select(CONFIG_REVISIONS.CLUSTER_ID, CONFIG_REVISIONS.CONTENT_HASH)
            .from(CONFIG_REVISIONS)
            .where(CONFIG_REVISIONS.ID.eq(id))
            .fetchOne();
    if (old == null) {
      return Optional.empty();
    }
    UUID cluster = old.get(CONFIG_REVISIONS.CLUSTER_ID);
    db.select(CLUSTERS.ID).from(CLUSTERS).where(CLUSTERS.ID.eq(cluster)).forUpdate().fetch();
    RevisionChange whole = RevisionChange.whole(content(db, id).values());
    long made =
        add(
            db,
            cluster,
            old.get(CONFIG_REVISIONS.CONTENT_HASH),
            whole,
            Optional.empty(),
            "rollback of " + id,
            by);
    pin(db, cluster, made);
    return Optional.of(made);
  }

  /** Unpins a cluster, so that it follows the rows again. */
  public void release(String cluster) {
    database.write("releasing a cluster", db -> pin(db, cluster(db, cluster), null));
  }

  private static void pin(DSLContext db, UUID cluster, @Nullable Long revision) {
    db.update(CLUSTERS)
        .set(CLUSTERS.PINNED_REVISION_ID, revision)
        .where(CLUSTERS.ID.eq(cluster))
        .execute();
  }

  /**
   * Removes all but the newest {@code keep} revisions, except those on which a kept revision is
   * based.
   */
  public void prune(String cluster, int keep) {
    database.write(
        "pruning revisions",
        db -> {
          UUID id = cluster(db, cluster);
          Long oldest =
              db.select(CONFIG_REVISIONS.ID)
                  .from(CONFIG_REVISIONS)
                  .where(CONFIG_REVISIONS.CLUSTER_ID.eq(id))
                  .orderBy(CONFIG_REVISIONS.ID.desc())
                  .offset(keep)
                  .limit(1)
                  .fetchOne(CONFIG_REVISIONS.ID);
          if (oldest != null) {
            RevisionDocument.prune(db, id, oldest);
          }
        });
  }

  private static UUID cluster(DSLContext db, String name) {
    return db.select(CLUSTERS.ID)
        .from(CLUSTERS)
        .where(CLUSTERS.NAME.eq(name))
        .fetchSingle(CLUSTERS.ID);
  }

  private static ClusterRevision revision(Record row) {
    return new ClusterRevision(
        row.get(CONFIG_REVISIONS.ID),
        row.get(CLUSTERS.NAME),
        HexFormat.of().formatHex(row.get(CONFIG_REVISIONS.CONTENT_HASH)),
        row.get(CONFIG_REVISIONS.REASON),
        row.get(CONFIG_REVISIONS.STATUS),
        row.get(CONFIG_REVISIONS.CREATED_BY),
        row.get(CONFIG_REVISIONS.CREATED_AT));
  }
}
