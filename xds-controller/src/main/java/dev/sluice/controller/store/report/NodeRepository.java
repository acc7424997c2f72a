package dev.sluice.controller.store.report;

import static dev.sluice.controller.store.jooq.Tables.AGENTS;
import static dev.sluice.controller.store.jooq.Tables.CLUSTERS;
import static dev.sluice.controller.store.jooq.Tables.NODE_STATES;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import dev.sluice.controller.store.Database;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.types.DayToSecond;

/** A repository of the status of nodes. */
public final class NodeRepository {
  private final Database database;

  public NodeRepository(Database database) {
    this.database = database;
  }

  /**
   * Writes the progress of nodes. With {@code register}, a node without a row gets one. A revoked
   * node stays revoked.
   */
  public void save(Collection<NodeRow> nodes, boolean register, OffsetDateTime now) {
    database.write(
        "writing node states",
        db -> {
          List<Query> queries = new ArrayList<>();
          for (NodeRow node : nodes) {
            queries.add(register ? upsert(db, node, now) : seen(db, node, now));
            node.types().forEach(type -> queries.add(state(db, node, type)));
          }
          db.batch(queries).execute();
        });
  }

  /** Marks nodes as disconnected. */
  public void markDisconnected(Collection<String> nodes) {
    disconnect("writing nodes that left", AGENTS.NODE_ID.in(nodes));
  }

  /** Marks nodes as still connected; must be repeated at an interval. */
  public void markConnected(Collection<String> nodes) {
    database.write(
        "writing that nodes are there",
        db ->
            db.update(AGENTS)
                .set(AGENTS.STATUS, "connected")
                .set(AGENTS.LAST_SEEN_AT, currentOffsetDateTime())
                .where(AGENTS.NODE_ID.eq(any(nodes.toArray(String[]::new))))
                .and(AGENTS.STATUS.ne("revoked"))
                .execute());
  }

  /** Marks nodes as disconnected that no controller has confirmed for that long. */
  public void disconnectSilent(Duration silence) {
    disconnect(
        "writing nodes that were lost",
        AGENTS.LAST_SEEN_AT.lt(currentOffsetDateTime().minus(DayToSecond.valueOf(silence))));
  }

  private void disconnect(String what, Condition which) {
    database.write(
        what,
        db ->
            db.update(AGENTS)
                .set(AGENTS.STATUS, "disconnected")
                .where(which)
                .and(AGENTS.STATUS.eq("connected"))
                .execute());
  }

  private static Query seen(DSLContext db, NodeRow node, OffsetDateTime now) {
    return db.update(AGENTS)
        .set(AGENTS.STATUS, "connected")
        .set(AGENTS.FIRST_SEEN_AT, coalesce(AGENTS.FIRST_SEEN_AT, val(now)))
        .set(AGENTS.LAST_SEEN_AT, now)
        .where(AGENTS.NODE_ID.eq(node.id()))
        .and(AGENTS.STATUS.ne("revoked"));
  }

  private static Query upsert(DSLContext db, NodeRow node, OffsetDateTime now) {
    return db.insertInto(
            AGENTS,
            AGENTS.CLUSTER_ID,
            AGENTS.NAME,
            AGENTS.KIND,
            AGENTS.NODE_ID,
            AGENTS.STATUS,
            AGENTS.FIRST_SEEN_AT,
            AGENTS.LAST_SEEN_AT)
        .select(
            select(
                    CLUSTERS.ID,
                    val(node.id().substring(node.cluster().length() + 1).replace('/', '_')),
                    val(node.kind()),
                    val(node.id()),
                    val("connected"),
                    val(now),
                    val(now))
                .from(CLUSTERS)
                .where(CLUSTERS.NAME.eq(node.cluster())))
        .onConflict(AGENTS.NODE_ID)
        .doUpdate()
        .set(AGENTS.STATUS, "connected")
        .set(AGENTS.LAST_SEEN_AT, excluded(AGENTS.LAST_SEEN_AT))
        .where(AGENTS.STATUS.ne("revoked"));
  }

  private static Query state(DSLContext db, NodeRow node, NodeRow.NodeTypeRow type) {
    return db.insertInto(
            NODE_STATES,
            NODE_STATES.AGENT_ID,
            NODE_STATES.TYPE_URL,
            NODE_STATES.DESIRED_VERSION,
            NODE_STATES.ACKED_VERSION,
            NODE_STATES.NACKED_VERSION,
            NODE_STATES.NACK_ERROR)
        .select(
            select(
                    AGENTS.ID,
                    val(type.typeUrl()),
                    val(type.desired()),
                    val(type.acked().orElse(null)),
                    val(type.nacked().orElse(null)),
                    val(type.error().orElse(null)))
                .from(AGENTS)
                .where(AGENTS.NODE_ID.eq(node.id())))
        .onConflict(NODE_STATES.AGENT_ID, NODE_STATES.TYPE_URL)
        .doUpdate()
        .set(NODE_STATES.DESIRED_VERSION, excluded(NODE_STATES.DESIRED_VERSION))
        .set(NODE_STATES.ACKED_VERSION, excluded(NODE_STATES.ACKED_VERSION))
        .set(NODE_STATES.NACKED_VERSION, excluded(NODE_STATES.NACKED_VERSION))
        .set(NODE_STATES.NACK_ERROR, excluded(NODE_STATES.NACK_ERROR));
  }
}
