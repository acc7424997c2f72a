package dev.sluice.ctl.replay;

import dev.sluice.extauthz.policy.AuthRequirement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Records of decisions as JSON lines. */
public final class DecisionLines {
  /** A policy under which developers may run agents. */
  public static final String POLICY =
      """
      apiVersion: sluice.dev/v1
      kind: AuthzPolicy
      metadata: {name: authz, version: '1'}
      spec:
        levels: [{path: "/v1/agent*", level: developer}, {path: "*", level: viewer}]
        routes: [{id: agent, path: "/v1/agent*", target: agent}]
      """;

  private static final String ALLOWED =
      """
      {"id":"019ca8b0-f31d-7b23-be7f-f58697f9d257","ts_ms":1772356694813,"request_id":"r-1",
       "correlation_id":"c-1","decision":"allow","error_code":null,"rule":"level:/v1/agent*",
       "reason":"-","credential":"jwt","credential_id":null,"subscription_id":null,"plan_id":null,
       "tenant_id":"acme","project_id":"-","workspace_id":"-","user_id":"u-1","role":"developer",
       "required_role":"developer","publish_id":null,"route_id":"agent","route_target":"agent",
       "api_version":null,"environment":"prod","policy_version":"1","shadow":[],"method":"POST",
       "host":"api.example.com","path":"/v1/agent/run","header_names":["authorization"],
       "client_ip":"192.0.2.1","node_id":"n","inputs":{"policy":"authz@1#0","issuers":"e3b0c44298fc",
       "source":"policy_file","auth":"token:AUTH","level":"viewer","product":"","issuer":"default",
       "token_role":"developer"}}
      """;

  private DecisionLines() {}

  /** Returns a request that a developer was allowed, with other members of the record. */
  public static String allowed(Map<String, ?> members) {
    ObjectNode row = (ObjectNode) JsonMapper.shared().readTree(ALLOWED);
    ObjectNode inputs = (ObjectNode) row.get("inputs");
    inputs.put("auth", new AuthRequirement.Token(List.of("default"), "", List.of()).fingerprint());
    new TreeMap<>(members)
        .forEach((name, value) -> row.set(name, JsonMapper.shared().valueToTree(value)));
    return row.toString();
  }

  /** Returns the same request, which the level of its caller denied. */
  public static String denied(Map<String, ?> members) {
    Map<String, Object> all =
        new TreeMap<>(Map.of("decision", "deny", "error_code", "AUTH_FORBIDDEN", "role", "viewer"));
    all.putAll(members);
    return allowed(all);
  }
}
