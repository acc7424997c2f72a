package dev.sluice.extauthz.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigException;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.lifecycle.ServerParts;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyListener;
import dev.sluice.common.server.CommonParts;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AccessPoliciesTest {
  private static final String VERSION_METRIC =
      "policy_version_info\\{.*kind=\"IpRules\",.*version=\"1\"} 1.*";

  @RegisterExtension private final NoWarnings log = new NoWarnings();
  @TempDir private Path folder;

  private final ServerParts parts = new ServerParts();
  private final CommonParts common =
      CommonParts.start(
          "extauthz-server", new HostPort("127.0.0.1", 0), Optional.empty(), List.of(), parts);
  private final RecordedChanges changes = new RecordedChanges();

  /** A listener that keeps what it hears. */
  private static final class RecordedChanges implements PolicyListener {
    private final List<String> kinds = new CopyOnWriteArrayList<>();
    private final List<String> rejected = new CopyOnWriteArrayList<>();

    @Override
    public void onActivated(PolicyDocument document) {
      kinds.add(document.kind() + " " + document.version());
    }

    @Override
    public void onRejected(String kind, String sha256, String why) {
      rejected.add(kind + ": " + why);
    }
  }

  @AfterEach
  void close() {
    parts.close();
  }

  @Test
  void current_bothFiles_areOnePolicy() throws IOException {
    authz("1", "[{id: own, deny: [192.0.2.1]}]");
    ip("1", "[{id: more, deny: [192.0.2.2]}]");
    AccessPolicies policies = start();
    assertEquals(List.of("address:own", "address:more"), lists(policies));
    assertTrue(policies.current().id().matches("authz@1#[0-9a-f]{12}\\+ip@1#[0-9a-f]{12}"));
    assertSame(policies.current(), policies.current());
    assertEquals(List.of("AuthzPolicy 1", "IpRules 1"), changes.kinds);
    String metrics = common.metrics().scrape();
    assertTrue(metrics.lines().anyMatch(line -> line.matches(VERSION_METRIC)), metrics);
    ip("2", "[{id: more, deny: [192.0.2.2]}, {id: third, deny: [192.0.2.3]}]");
    Await.until(() -> lists(policies).size() == 3);
  }

  @Test
  void change_badFile_keepsLastGoodAndNamesIt() throws IOException {
    authz("1", "[{id: own, deny: [192.0.2.1]}]");
    ip("1", "[{id: more, deny: [192.0.2.2]}]");
    AccessPolicies policies = start();
    log.expect("ip_rules.yaml:4:20: /spec/addresses/0: one of the keys");
    ip("2", "[{id: more}]");
    Await.until(() -> !changes.rejected.isEmpty());
    assertTrue(changes.rejected.getFirst().startsWith("IpRules: "), changes.rejected.toString());
    assertEquals(List.of("address:own", "address:more"), lists(policies));
  }

  @Test
  void change_movedList_isLoadedFromItsNewFile() throws IOException {
    authz("1", "[{id: own, deny: [192.0.2.1]}, {id: moved, deny: [192.0.2.2]}]");
    ip("1", "[]");
    AccessPolicies policies = start();
    log.expect(
        "list moved: is the id of the list at " + folder.resolve("authz.yaml") + ":5:50 too");
    ip("2", "[{id: moved, deny: [192.0.2.2]}]");
    Await.until(() -> !changes.rejected.isEmpty());
    authz("2", "[{id: own, deny: [192.0.2.1]}]");
    Await.until(() -> changes.kinds.size() == 4);
    assertEquals(
        List.of("AuthzPolicy 1", "IpRules 1", "AuthzPolicy 2", "IpRules 2"), changes.kinds);
    assertEquals(List.of("address:own", "address:moved"), lists(policies));
  }

  @Test
  void start_idInBothFiles_fails() throws IOException {
    authz("1", "[{id: own, deny: [192.0.2.1]}]");
    ip("1", "[{id: own, deny: [192.0.2.2]}]");
    var refused = assertThrows(ConfigException.class, () -> start());
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("ip_rules.yaml:4:"), message);
    assertTrue(message.contains("authz.yaml:5:"), message);
  }

  @Test
  void shadow_isInForceWithTheSameLists() throws IOException {
    authz("1", "[]");
    ip("1", "[{id: more, deny: [192.0.2.2]}]");
    Path shadow = folder.resolve("shadow.yaml");
    Files.writeString(shadow, Files.readString(folder.resolve("authz.yaml")).replace("'1'", "'9'"));
    AccessPolicies policies = start();
    String id = policies.shadow(shadow).get().orElseThrow().id();
    assertTrue(id.matches("authz@9#[0-9a-f]{12}\\+ip@1#[0-9a-f]{12}"), id);
  }

  private AccessPolicies start() {
    ExtAuthzConfig config =
        ExtAuthzConfig.read(
            ConfigReader.of(
                """
                policies: {authz: %s/authz.yaml, ip: %s/ip_rules.yaml, reload: 100ms}
                jwt: {jwks-file: %s/none.json}
                """
                    .formatted(folder, folder, folder),
                Map.of()));
    return AccessPolicies.start(config, common, changes);
  }

  private static List<String> lists(AccessPolicies policies) {
    return policies.current().requestRules().addresses().withoutTenants().stream()
        .map(rule -> rule.attributes().name())
        .toList();
  }

  private void authz(String version, String addresses) throws IOException {
    write(
        "authz.yaml",
        "AuthzPolicy",
        "authz",
        version,
        "{levels: [],\n  addresses: " + addresses + "}");
  }

  private void ip(String version, String addresses) throws IOException {
    write("ip_rules.yaml", "IpRules", "ip", version, "{addresses: " + addresses + "}");
  }

  private void write(String file, String kind, String name, String version, String spec)
      throws IOException {
    Files.writeString(
        folder.resolve(file),
        """
        apiVersion: sluice.dev/v1
        kind: %s
        metadata: {name: %s, version: '%s'}
        spec: %s
        """
            .formatted(kind, name, version, spec));
  }
}
