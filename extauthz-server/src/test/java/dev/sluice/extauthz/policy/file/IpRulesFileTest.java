package dev.sluice.extauthz.policy.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.extauthz.policy.AddressRule;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.IpRules;
import dev.sluice.extauthz.policy.TestPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class IpRulesFileTest {
  @TempDir Path folder;

  @Test
  void with_listsOfBothFiles_areInForce() throws IOException {
    AuthzPolicy policy =
        TestPolicies.load(
            folder,
            """
              levels: []
              addresses:
                - {id: own, deny: [192.0.2.1]}
                - {id: acme, allow: [10.0.0.0/8], tenants: [acme]}
            """,
            Optional.empty());
    IpRules rules =
        load("[{id: more, deny: [192.0.2.2]}, {id: other, deny: [192.0.2.3], tenants: [other]}]");
    AuthzPolicy both = policy.with(rules);
    assertEquals(
        List.of("address:own", "address:more"),
        names(both.requestRules().addresses().withoutTenants()));
    assertEquals(
        List.of("address:acme", "address:other"),
        names(both.requestRules().addresses().withTenants()));
    assertEquals(policy.id() + "+" + rules.id(), both.id());
    assertTrue(rules.id().startsWith("ip@1#"), rules.id());
    assertEquals(policy.version(), both.version());
  }

  private static List<String> names(List<AddressRule> rules) {
    return rules.stream().map(rule -> rule.attributes().name()).toList();
  }

  @Test
  void load_idOfTheOtherFile_namesBoth() throws IOException {
    Files.writeString(folder.resolve("bad.txt"), "nowhere\n");
    assertEquals(
        List.of(
            "bad.txt:1:1: /spec/addresses/2/deny-file: list c: is not an IP address or a block such"
                + " as 10.0.0.0/8",
            "ip_rules.yaml:4:25: /spec/addresses/0/id: list own: is the id of the list at"
                + " authz.yaml:6:9 too; use another id",
            "ip_rules.yaml:4:65: /spec/addresses/1/deny/0: list b: is not an IP address or a block"
                + " such as 10.0.0.0/8"),
        problems(
            "[{id: own, deny: [192.0.2.1]}, {id: b, deny: [nowhere]},"
                + " {id: c, deny-file: bad.txt}]",
            Map.of("own", "authz.yaml:6:9")));
  }

  @Test
  void load_unknownKey_isRefused() throws IOException {
    assertEquals(
        List.of(
            "ip_rules.yaml:4:43: /spec/addresses/0/denny: is not a known key; did you mean"
                + " \"deny\"? Otherwise use one of id, allow, allow-file, deny, deny-file, hosts,"
                + " routes, tenants, environments, mode"),
        problems("[{id: a, deny: ['::1'], denny: []}]", Map.of()));
  }

  @Test
  void schema_listsAreThoseOfTheAccessPolicy() throws IOException {
    JsonNode here = definitions("ip_rules.schema.json");
    JsonNode there = definitions("authz.schema.json");
    for (String name : here.propertyNames()) {
      if (!name.equals("spec")) {
        assertEquals(there.path(name), here.path(name), name);
      }
    }
    assertEquals(there.at("/spec/properties/addresses"), here.at("/spec/properties/addresses"));
  }

  private static JsonNode definitions(String schema) throws IOException {
    Path file = Path.of("..", "policies", "schema", schema);
    return JsonMapper.shared().readTree(Files.readString(file)).path("$defs");
  }

  private IpRules load(String addresses) throws IOException {
    return switch (file(addresses, Map.of())) {
      case PolicyResult.Loaded<IpRules>(IpRules rules, _) -> rules;
      case PolicyResult.Rejected<IpRules>(List<PolicyProblem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  private List<String> problems(String addresses, Map<String, String> others) throws IOException {
    return switch (file(addresses, others)) {
      case PolicyResult.Loaded<IpRules> _ -> List.of();
      case PolicyResult.Rejected<IpRules>(List<PolicyProblem> problems) ->
          problems.stream().map(each -> each.toString().replace(folder + "/", "")).toList();
    };
  }

  private PolicyResult<IpRules> file(String addresses, Map<String, String> others)
      throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("ip_rules.yaml"),
            """
            apiVersion: sluice.dev/v1
            kind: IpRules
            metadata: {name: ip, version: '1'}
            spec: {addresses: %s}
            """
                .formatted(addresses));
    PolicyFile<IpRules> loader = IpRulesCompiler.file(() -> others);
    return loader.load(file);
  }
}
