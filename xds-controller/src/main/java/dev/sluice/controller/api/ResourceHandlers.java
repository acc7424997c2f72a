package dev.sluice.controller.api;

import dev.sluice.controller.api.contract.BodySchemas;
import dev.sluice.controller.api.fleet.DeploymentOperations;
import dev.sluice.controller.api.lifecycle.CredentialOperations;
import dev.sluice.controller.api.lifecycle.PublishOperations;
import dev.sluice.controller.api.lifecycle.SubscriptionOperations;
import dev.sluice.controller.api.preview.ChangePreviews;
import dev.sluice.controller.api.resource.ApiTransactions;
import dev.sluice.controller.api.resource.ManagedResource;
import dev.sluice.controller.api.resource.OperationHandler;
import dev.sluice.controller.api.resource.ResourceOperations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The handlers of all operations on resources, by the ids of operations. */
final class ResourceHandlers {
  private static final Set<String> READ_ONLY =
      Set.of(
          "ReceivedSubscription",
          "ReceivedCredential",
          "OfferedProduct",
          "OfferedPlan",
          "OfferedPublish",
          "Subscription",
          "Credential");

  /** Resources that are events: they are created and never changed. */
  private static final Set<String> CREATE_ONLY = Set.of("CachePurge");

  private ResourceHandlers() {}

  static Map<String, OperationHandler> of(
      List<ManagedResource> types,
      ApiTransactions transactions,
      BodySchemas schemas,
      ChangePreviews previews) {
    ResourceOperations operations = new ResourceOperations(transactions, schemas);
    Map<String, OperationHandler> handlers = new LinkedHashMap<>();
    for (ManagedResource type : types) {
      handlers.put("list" + plural(type.name()), call -> operations.list(type, call));
      handlers.put("get" + type.name(), call -> operations.get(type, call));
      if (READ_ONLY.contains(type.name())) {
        continue;
      }
      handlers.put("create" + type.name(), call -> operations.create(type, call));
      if (!CREATE_ONLY.contains(type.name())) {
        handlers.put("replace" + type.name(), call -> operations.replace(type, call));
        handlers.put("patch" + type.name(), call -> operations.patch(type, call));
        handlers.put("delete" + type.name(), call -> operations.delete(type, call));
      }
    }
    PublishOperations publishes = new PublishOperations(transactions, schemas, previews);
    DeploymentOperations deployments = new DeploymentOperations(transactions);
    handlers.put("publishProductPublish", deployments.withRevision(publishes::publish));
    handlers.put("withdrawProductPublish", deployments.withRevision(publishes::withdraw));
    handlers.put("getDeployments", deployments::get);
    SubscriptionOperations subscriptions = new SubscriptionOperations(transactions, schemas);
    handlers.put("createSubscription", subscriptions::apply);
    handlers.put("approveSubscription", subscriptions::approve);
    handlers.put("rejectSubscription", subscriptions::reject);
    handlers.put("suspendSubscription", subscriptions::suspend);
    handlers.put("resumeSubscription", subscriptions::resume);
    handlers.put("cancelSubscription", subscriptions::cancel);
    CredentialOperations credentials = new CredentialOperations(transactions, schemas);
    handlers.put("issueCredential", credentials::issue);
    handlers.put("rotateCredential", credentials::rotate);
    handlers.put("revokeCredential", credentials::revoke);
    return handlers;
  }

  private static String plural(String name) {
    if (name.endsWith("cy")) {
      return name.substring(0, name.length() - 1) + "ies";
    }
    return name + (name.endsWith("sh") ? "es" : "s");
  }
}
