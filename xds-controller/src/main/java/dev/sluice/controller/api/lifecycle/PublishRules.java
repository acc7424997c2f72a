package dev.sluice.controller.api.lifecycle;

import dev.sluice.controller.api.http.FieldProblem;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.api.resource.ApiCall;
import dev.sluice.controller.api.resource.ManagedResource;
import dev.sluice.controller.store.management.LifecycleRepository;
import dev.sluice.controller.store.management.ManagementTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules of publishes: drafts alone are edited, and each has a host name. */
public final class PublishRules implements ManagedResource.ResourceRules {
  private static final String HOSTNAME = "hostname";
  private final String domain;

  /**
   * Creates rules.
   *
   * @param domain the end of generated host names
   */
  public PublishRules(String domain) {
    this.domain = domain;
  }

  @Override
  public List<FieldProblem> problems(ObjectNode row) {
    List<FieldProblem> problems = new ArrayList<>();
    JsonNode auth = row.path("auth_config");
    String mode = row.path("auth_mode").asString("");
    if (mode.equals("oauth2") && !auth.has("issuer")) {
      problems.add(new FieldProblem("/auth_config/issuer", "is missing; name the issuer"));
    }
    boolean open = auth.path("allow_anonymous").asBoolean(false);
    if (mode.equals("none") && row.path("environment").asString("").equals("prod") && !open) {
      problems.add(
          new FieldProblem(
              "/auth_mode", "none in prod needs auth_config {\"allow_anonymous\": true}"));
    }
    return problems;
  }

  @Override
  public void prepare(
      ApiCall call, ManagementTransaction rows, Optional<ObjectNode> before, ObjectNode row) {
    before.ifPresent(old -> requireStatus(old, Set.of("DRAFT")));
    if (!row.path(HOSTNAME).isString()) {
      row.put(HOSTNAME, generated(rows, row));
    }
    row.putArray("hostnames").add(row.path(HOSTNAME).asString());
  }

  @Override
  public void checkDelete(ApiCall call, ManagementTransaction rows, ObjectNode row) {
    requireStatus(row, Set.of("DRAFT", "WITHDRAWN"));
  }

  private String generated(ManagementTransaction rows, ObjectNode row) {
    return new LifecycleRepository(rows)
        .hostParts(row.path("product_id").asString(""), row.path("cluster_id").asString(""))
        .map(parts ->
            "%s.%s.%s.api.%s"
                .formatted(
                    parts.path("slug").asString(),
                    row.path("environment").asString(),
                    parts.path("region").asString(),
                    domain))
        .orElse("unknown." + domain);
  }

  private static void requireStatus(ObjectNode publish, Set<String> allowed) {
    String status = publish.path("status").asString("");
    if (!allowed.contains(status)) {
      throw ProblemException.at(
          ProblemType.CONFLICT,
          "/status",
          "The publish is " + status + "; withdraw it, or create another one.");
    }
  }
}
