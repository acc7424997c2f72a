package dev.sluice.controller.store.management;

import dev.sluice.controller.store.history.RevisionRepository;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/** A repository of revisions as the API shows them: without their documents. */
public final class RevisionViewRepository {
  private final ManagementTransaction rows;

  public RevisionViewRepository(ManagementTransaction rows) {
    this.rows = rows;
  }

  /** Returns the newest revisions that are older than {@code before}, with one more than asked. */
  public List<ObjectNode> list(Optional<String> cluster, Optional<Long> before, int limit) {
    String name = cluster.orElse("");
    return rows.rows(
        """
        select * from api_revisions
        where (? = '' or cluster = ? or cluster_id::text = ?) and id < ?
        order by id desc limit ?
        """,
        name,
        name,
        name,
        before.orElse(Long.MAX_VALUE),
        limit + 1);
  }

  public Optional<ObjectNode> find(long id) {
    return rows.rows("select * from api_revisions where id = ?", id).stream().findFirst();
  }

  /** Returns the active revision of the cluster of a revision. */
  public Optional<ObjectNode> active(ObjectNode revision) {
    return rows
        .rows(
            "select * from api_revisions where cluster_id = ?::uuid and status = 'active'",
            revision.path("cluster_id").asString())
        .stream()
        .findFirst();
  }

  /** Returns those of some objects that the scope may see. */
  public Set<String> visible(Collection<String> objects) {
    Set<String> visible = new TreeSet<>();
    if (rows.scope().tenant().isEmpty()) {
      visible.addAll(objects);
      return visible;
    }
    rows.rows(
            "select o.object from unnest(?::text[]) as o(object) where api_owns(o.object)",
            (Object) objects.toArray(String[]::new))
        .forEach(row -> visible.add(row.path("object").asString()));
    return visible;
  }

  /** Pins the cluster of a revision to its content, and returns the id of the new revision. */
  public Optional<Long> rollback(long id, String by) {
    return RevisionRepository.rollback(rows.db(), id, by);
  }

  /** Releases the cluster that is pinned to a revision; returns false if none is. */
  public boolean release(long id) {
    return rows.execute(
            "update clusters set pinned_revision_id = null where pinned_revision_id = ?", id)
        == 1;
  }
}
