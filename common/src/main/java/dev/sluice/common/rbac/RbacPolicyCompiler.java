package dev.sluice.common.rbac;

import dev.sluice.common.policyfile.PolicyCompiler;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.PolicyProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A compiler of {@code policies/rbac.yaml}. */
public final class RbacPolicyCompiler implements PolicyCompiler<RbacPolicy> {
  /** The kind in the envelope of the file. */
  public static final String KIND = "Rbac";

  private static final String SCHEMA = "policies/schema/rbac.schema.json";

  /** Returns a loader of the file. */
  public static PolicyFile<RbacPolicy> file() {
    return new PolicyFile<>(KIND, SCHEMA, new RbacPolicyCompiler());
  }

  @Override
  public RbacPolicy compile(PolicyDocument document, List<PolicyProblem> problems) {
    Map<String, RbacPolicy.Role> roles = new LinkedHashMap<>();
    JsonNode spec = document.spec().path("roles");
    for (String name : spec.propertyNames()) {
      roles.put(name, role(spec.path(name)));
    }
    roles.forEach((name, role) ->
        role.mayGrant().stream()
            .filter(granted -> !roles.containsKey(granted))
            .map(granted ->
                document.problem(
                    "/roles/" + name + "/may-grant", "no role of this file is named " + granted))
            .forEach(problems::add));
    return new RbacPolicy(roles);
  }

  private static RbacPolicy.Role role(JsonNode role) {
    List<RbacPolicy.Grant> grants = new ArrayList<>();
    for (JsonNode grant : role.path("grants").values()) {
      grants.add(
          new RbacPolicy.Grant(
              texts(grant.path("resources")),
              texts(grant.path("actions")),
              texts(grant.path("environments"))));
    }
    return new RbacPolicy.Role(
        texts(role.path("scopes")),
        texts(role.path("portals")),
        texts(role.path("may-grant")),
        grants);
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> texts = new LinkedHashSet<>();
    list.values().forEach(item -> texts.add(item.asString("")));
    return texts;
  }
}
