package dev.sluice.common.policyfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The test that docs/reference/policy-keys.md is what the schemas of policy files say. */
class PolicyKeysReferenceTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "policy-keys.md");
  private static final Path SCHEMAS = Path.of("..", "policies", "schema");

  private static final Map<String, String> FILES = files();

  private static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("authz", "Access policy: `authz.yaml`");
    files.put("ip_rules", "Address lists: `ip_rules.yaml`");
    files.put("dlp_rules", "DLP rules: `dlp_rules.yaml`");
    files.put("waf_rules", "WAF rules: `waf_rules.yaml`");
    files.put("rbac", "Roles: `rbac.yaml`");
    files.put("policy_test", "Policy tests: `*.test.yaml`");
    return files;
  }

  @Test
  void page_equalsSchemas() throws IOException {
    String expected = page();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, expected);
    }
    assertEquals(expected, Files.readString(PAGE), "run with -Dgolden.update=true");
  }

  private static String page() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("# Keys of policy files");
    lines.add("");
    lines.add(
        "This page is made from the schemas in `policies/schema`. The keys of the"
            + " [envelope](../policy-files.md) (`apiVersion`, `kind`, `metadata`) are the same in each"
            + " file; the keys below are in its `spec`. `[]` stands for each entry of a list, `*` for any"
            + " name. `./sluice policy validate` checks all of it.");
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      JsonNode schema =
          JsonMapper.shared()
              .readTree(Files.readString(SCHEMAS.resolve(file.getKey() + ".schema.json")));
      List<String> rows = SchemaTable.rows(schema, schema.at("/$defs/spec"));
      assertFalse(rows.isEmpty(), file.getKey());
      lines.add("");
      lines.add("## " + file.getValue());
      lines.add("");
      lines.add("| key | values | meaning |");
      lines.add("| --- | --- | --- |");
      lines.addAll(rows);
    }
    return String.join("\n", lines) + "\n";
  }
}
