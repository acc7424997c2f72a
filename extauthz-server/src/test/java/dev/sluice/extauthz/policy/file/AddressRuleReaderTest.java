package dev.sluice.extauthz.policy.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.extauthz.policy.AddressRules;
import dev.sluice.extauthz.policy.TestPolicies;
import dev.sluice.extauthz.policy.address.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRuleReaderTest {
  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.writeString(
        folder.resolve("kr.txt"), "# Korea\n\n  203.0.113.0/24 # Seoul\r\n2001:db8::/32");
    Files.writeString(folder.resolve("empty.txt"), "# nobody\n");
    Files.writeString(folder.resolve("bad.txt"), "1.1.1.1\nKR\n10.0.0.1/8\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deny: [10.0.0.0/8] | 10.1.1.1 | false",
        "deny: [10.0.0.0/8] | 11.1.1.1 | true",
        "deny: [10.0.0.0/8] | unix | false",
        "{allow: [10.1.0.0/16], deny: [10.0.0.0/8]} | 10.1.1.1 | true",
        "{allow: [10.1.0.0/16], deny: [10.0.0.0/8]} | 10.2.1.1 | false",
        "{allow: [10.1.0.0/16], deny: [10.0.0.0/8]} | 11.1.1.1 | true",
        "{allow: [10.1.0.0/16]} | 10.1.1.1 | true",
        "{allow: [10.1.0.0/16]} | 11.1.1.1 | false",
        "{allow: []} | 11.1.1.1 | false",
        "{allow: ['0.0.0.0/0', '::/0']} | nonsense | false",
        "{allow-file: kr.txt} | 203.0.113.9 | true",
        "{allow-file: kr.txt} | 2001:db8::1 | true",
        "{allow-file: kr.txt} | ::ffff:203.0.113.9 | true",
        "{allow-file: kr.txt} | 203.0.112.9 | false",
        "{allow-file: kr.txt, allow: [1.1.1.1]} | 1.1.1.1 | true",
        "{allow-file: empty.txt} | 203.0.113.9 | false",
        "{deny-file: empty.txt} | 203.0.113.9 | true",
        "{deny-file: kr.txt, allow: [203.0.113.9]} | 203.0.113.9 | true",
        "{deny-file: kr.txt, allow: [203.0.113.9]} | 203.0.113.8 | false",
      })
  void lets(String lists, String address, boolean expected) {
    String entry = lists.startsWith("{") ? lists.substring(1) : lists + "}";
    AddressRules rules =
        TestPolicies.rules(folder, "  addresses: [{id: a, " + entry + "]\n").addresses();
    assertEquals(
        expected, rules.withoutTenants().getFirst().allows(IpAddress.parse(address), false));
  }

  @Test
  void read_listsWithTenants_areSeparate() {
    AddressRules rules =
        TestPolicies.rules(
                folder,
                """
                  addresses:
                    - {id: all, deny: [1.1.1.1], mode: shadow}
                    - {id: acme, allow: [1.1.1.1], tenants: [acme], hosts: ["*.example.com"]}
                """)
            .addresses();
    assertEquals("address:all", rules.withoutTenants().getFirst().attributes().name());
    assertEquals(true, rules.withoutTenants().getFirst().attributes().shadow());
    assertEquals("address:acme", rules.withTenants().getFirst().attributes().name());
    assertEquals(Optional.empty(), rules.withTenants().getFirst().deny());
  }

  @Test
  void read_problems_allAreReported() {
    assertEquals(
        List.of(
            "authz.yaml:7:22: /spec/addresses/0/deny/0: list a: is not an IP address or a block"
                + " such as 10.0.0.0/8",
            "authz.yaml:8:12: /spec/addresses/1/id: is the id of another address list; use a unique"
                + " id",
            "authz.yaml:9:27: /spec/addresses/2/allow-file: list c: names a file that cannot be"
                + " read: none.txt",
            "bad.txt:2:1: /spec/addresses/3/deny-file: list d: is not an IP address or a block such"
                + " as 10.0.0.0/8",
            "bad.txt:3:1: /spec/addresses/3/deny-file: list d: must start with the first address of"
                + " its block"),
        TestPolicies.problems(
            folder,
            """
              addresses:
                - {id: a, deny: [localhost]}
                - {id: a, deny: [1.1.1.1]}
                - {id: c, allow-file: none.txt}
                - {id: d, deny-file: bad.txt}
            """));
  }

  @Test
  void read_ruleWithoutList_isRejected() {
    List<String> problems = TestPolicies.problems(folder, "  addresses: [{id: a, mode: shadow}]\n");
    assertEquals(1, problems.size());
    assertEquals(
        "authz.yaml:6:15: /spec/addresses/0: one of the keys 'allow', 'allow-file', 'deny',"
            + " 'deny-file' is missing; add it",
        problems.getFirst());
  }
}
