package dev.sluice.controller.store.entity;

import static dev.sluice.controller.store.jooq.Tables.AGENTS;
import static dev.sluice.controller.store.jooq.Tables.CLUSTERS;

import dev.sluice.controller.domain.Agent;
import java.util.List;
import org.jooq.DSLContext;

/** A reader of agents, including revoked ones. */
final class AgentRepository {
  private AgentRepository() {}

  static List<Agent> read(DSLContext db, RowSelection wanted) {
    return db.select(AGENTS.ID, CLUSTERS.NAME, AGENTS.NODE_ID, AGENTS.KIND, AGENTS.STATUS)
        .from(AGENTS)
        .join(CLUSTERS)
        .on(CLUSTERS.ID.eq(AGENTS.CLUSTER_ID))
        .where(wanted.condition(AGENTS.ID))
        .orderBy(AGENTS.ID)
        .fetch(row ->
            new Agent(
                ColumnValues.id(row.value1()),
                row.value2(),
                row.value3(),
                row.value4(),
                row.value5().equals("revoked")));
  }
}
