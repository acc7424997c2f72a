package dev.sluice.ctl.policytest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("N-07")
class PolicyTestCommandTest {
  private static final String CASES =
      """
      bodies:
        - name: 'a mail: one, <two>'
          body: {text: 'to a.b@example.com now'}
          expect: {findings: [%s], output: {text: 'to [MAIL] now'}}
      """;

  private static final Duration LONGEST = Duration.ofMinutes(1);

  @TempDir private Path folder;
  private PolicyTestFixture fixture;

  @BeforeEach
  void policy() throws IOException {
    fixture =
        new PolicyTestFixture(folder)
            .policy(
                "dlp.yaml",
                "DlpRules",
                """
                rules:
                  - {id: mail, kind: checksum, validator: email, action: mask, mask: '[MAIL]'}
                  - {id: word, kind: keyword, pattern: forbidden, action: block}
                """);
  }

  @Test
  void test_noFile_isAbsent() {
    assertEquals(3, fixture.run(), fixture::said);
    assertTrue(fixture.said().contains("there is no *.test.yaml below"), fixture::said);
  }

  @Test
  void test_invalidFile_namesAllPlaces() throws IOException {
    fixture
        .policy("rules.yaml", "WafRules", "rules: [{id: x, class: xss, patterns: ['(']}]\n")
        .test(
            "none.yaml, rules.yaml",
            """
            bodys: []
            requests:
              - {name: x, path: /, as: nobody, expect: {decision: allow}}
              - {name: y, path: /, expect: {decision: perhaps}}
            corpora: [{name: c, file: c.txt, policy: dlp, expect: match}]
            """);
    assertEquals(4, fixture.run(), fixture::said);
    assertEquals(
        """
        a.test.yaml:5:14: /spec/policies/0: there is no file none.yaml
        a.test.yaml:6:3: /spec/bodys: is not a known key; use one of policies, now, environment, identities, publishes, bodies, corpora, attacks, requests, roles, models, tiers
        """,
        fixture.said().lines().limit(2).reduce("", (all, line) -> all + line + "\n"));
    assertTrue(
        fixture.said().contains("a.test.yaml:8:30: /spec/requests/0/as: is not one of"),
        fixture::said);
    assertTrue(
        fixture.said().contains("a.test.yaml:9:45: /spec/requests/1/expect/decision: unknown"),
        fixture::said);
    assertTrue(fixture.said().contains("/corpora/0/file: there is no file c.txt"), fixture::said);
  }

  @Test
  void test_invalidPolicy_isReported() throws IOException {
    fixture
        .policy("rules.yaml", "WafRules", "rules: [{id: x, class: xss, patterns: ['(']}]\n")
        .test("rules.yaml", "attacks: [{text: x, expect: []}]\n");
    assertEquals(4, fixture.run("--annotations"), fixture::said);
    assertTrue(fixture.said().contains("rules.yaml:5:42: /spec/rules/0/"), fixture::said);
    assertTrue(fixture.said().contains("::error file=rules.yaml,line=5,col=42"), fixture::said);
  }

  @Test
  void coverage_belowThreshold_fails() throws IOException {
    fixture.test("dlp.yaml", CASES.formatted("mail"));
    assertEquals(0, fixture.run("--coverage"), fixture::said);
    assertTrue(
        fixture
            .said()
            .contains(
                """
                coverage 60.0 %
                  dlp rules                1 of     2
                    not reached: word
                """),
        fixture::said);
    assertEquals(0, fixture.run("--threshold", "60"), fixture::said);
    assertEquals(1, fixture.run("--threshold", "61"), fixture::said);
  }

  @Test
  void mutate_printsSurvivors() throws IOException {
    fixture.test("dlp.yaml", CASES.formatted("mail"));
    assertEquals(1, fixture.run("--mutate"), fixture::said);
    assertTrue(
        fixture.said().contains("dlp.yaml:7:7: survives: rule word is dropped"), fixture::said);
    assertTrue(fixture.said().contains("mutations 57.1 %: 4 of 7 noticed"), fixture::said);
    assertEquals(0, fixture.run("--mutate", "--mutation-threshold", "57"), fixture::said);
  }

  @Test
  void mutate_failedCase_runsNoMutants() throws IOException {
    fixture.test("dlp.yaml", CASES.formatted("word"));
    assertEquals(1, fixture.run("--mutate"), fixture::said);
    assertTrue(!fixture.said().contains("mutations"), fixture::said);
  }

  @Test
  void watch_changedFile_runsAgain() throws IOException, InterruptedException {
    fixture.test("dlp.yaml", CASES.formatted("word"));
    Thread runs = Thread.ofVirtual().start(() -> fixture.run("--watch"));
    Await.until(
        "the first run ends", LONGEST, () -> fixture.said().contains("waiting for changes"));
    assertTrue(fixture.said().contains("1 cases, 1 failed"), fixture::said);
    fixture.test("dlp.yaml", CASES.formatted("mail"));
    Await.until("the second run ends", LONGEST, () -> fixture.said().contains("1 cases, 0 failed"));
    runs.interrupt();
    runs.join();
  }

  @Test
  void json_hasCasesAndCoverage() throws IOException {
    fixture.test("dlp.yaml", CASES.formatted("word"));
    assertEquals(1, fixture.run("-o", "json", "--coverage"), fixture::said);
    JsonNode report = JsonMapper.shared().readTree(fixture.said());
    assertEquals(1, report.path("failed").asInt());
    assertEquals(7, report.path("results").path(0).path("line").asInt());
    assertEquals(
        "findings: expected [word], was [mail]",
        report.path("results").path(0).path("failures").path(0).asString());
    assertEquals("word", report.at("/coverage/groups/0/missed/0").asString());
  }

  @Test
  void files_forJunitSarifAndAnnotations() throws IOException {
    fixture.test("dlp.yaml", CASES.formatted("word"));
    Path junit = folder.resolve("junit.xml");
    Path sarif = folder.resolve("a.sarif");
    assertEquals(
        1,
        fixture.run("--annotations", "--junit", junit.toString(), "--sarif", sarif.toString()),
        fixture::said);
    assertTrue(
        fixture
            .said()
            .contains(
                "::error file=a.test.yaml,line=7,col=7,title=a mail%3A one%2C <two>::findings:"),
        fixture::said);
    String xml = Files.readString(junit);
    assertTrue(xml.contains("name=\"a mail: one, &lt;two&gt;\""), xml);
    assertTrue(xml.contains("<failure message=\"findings: expected [word]"), xml);
    JsonNode result = JsonMapper.shared().readTree(Files.readString(sarif)).at("/runs/0/results/0");
    assertEquals("policy-test-failed", result.path("ruleId").asString());
    assertEquals(7, result.at("/locations/0/physicalLocation/region/startLine").asInt());
  }
}
