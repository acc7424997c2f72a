package dev.sluice.controller.api.fleet;

import dev.sluice.controller.api.contract.BodySchemas;
import dev.sluice.controller.api.resource.ApiTransactions;
import dev.sluice.controller.api.resource.OperationHandler;
import dev.sluice.controller.api.resource.ResourceOperations;
import dev.sluice.controller.store.Database;
import java.time.InstantSource;
import java.util.Map;

/** The handlers of all operations on what is deployed, by the ids of operations. */
public final class FleetHandlers {
  private FleetHandlers() {}

  /** Adds the handlers to those of resources. */
  public static void addTo(
      Map<String, OperationHandler> handlers,
      ApiTransactions transactions,
      BodySchemas schemas,
      Database database,
      FleetOperations fleet,
      AuditStreamOperations auditStreams) {
    ResourceOperations resources = new ResourceOperations(transactions, schemas);
    AgentOperations agents = new AgentOperations(transactions);
    handlers.put("listAgents", call -> resources.list(AgentOperations.AGENTS, call));
    handlers.put("getAgent", agents::get);
    handlers.put("patchAgent", call -> resources.patch(AgentOperations.AGENTS, call));
    handlers.put("deleteAgent", call -> resources.delete(AgentOperations.AGENTS, call));
    handlers.put("issueRegistrationToken", agents::issueToken);
    handlers.put("getFleet", fleet::get);
    handlers.put("streamFleet", fleet::stream);
    RevisionOperations revisions = new RevisionOperations(transactions, database);
    handlers.put("listRevisions", revisions::list);
    handlers.put("getRevision", revisions::get);
    handlers.put("diffRevision", revisions::diff);
    handlers.put("rollbackRevision", revisions::rollback);
    handlers.put("releaseRevision", revisions::release);
    HistoryOperations history = new HistoryOperations(transactions, InstantSource.system());
    handlers.put("listProviderChangeEvents", history::changes);
    handlers.put("listChangeEvents", history::changes);
    handlers.put("listProviderAudit", history::requests);
    handlers.put("listAudit", history::requests);
    ExplainOperations explanations = new ExplainOperations(transactions);
    handlers.put("explainProviderRequest", explanations::get);
    handlers.put("explainRequest", explanations::get);
    handlers.put("streamAudit", auditStreams::stream);
  }
}
