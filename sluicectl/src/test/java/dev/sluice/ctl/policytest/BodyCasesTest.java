package dev.sluice.ctl.policytest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BodyCasesTest {
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
                  - {id: number, kind: checksum, validator: phone_kr, action: token}
                """);
  }

  @Test
  void text_expectedFindingsAndOutput_pass() throws IOException {
    fixture.test(
        "dlp.yaml",
        """
        bodies:
          - name: a mail
            body: {text: 'to a.b@example.com now'}
            expect: {findings: [mail], actions: [mask], output: {text: 'to [MAIL] now'}}
        """);
    assertEquals(0, fixture.run(), fixture::said);
    assertTrue(fixture.said().contains("1 cases, 0 failed, 23 inspections"), fixture::said);
  }

  @Test
  void text_otherFindings_failWithPlace() throws IOException {
    fixture.test(
        "dlp.yaml",
        """
        bodies:
          - name: a mail
            body: {text: 'to a.b@example.com now'}
            expect: {findings: [], omits: ['[MAIL]'], contains: [x]}
        """);
    assertEquals(1, fixture.run(), fixture::said);
    assertTrue(
        fixture
            .said()
            .contains(
                """
                a.test.yaml:7:7: FAILED a mail
                    findings: expected [], was [mail]
                    output: lacks "x", was to [MAIL] now
                    output: has "[MAIL]"
                """),
        fixture::said);
  }

  @Test
  void blocked_nothingLeaves() throws IOException {
    fixture.test(
        "dlp.yaml",
        """
        bodies:
          - name: a word
            body: {json: {text: it is forbidden}}
            expect: {verdict: blocked, rule: word, findings: [word]}
          - name: a word that passes
            body: {json: {text: it is forbidding}}
            expect: {verdict: blocked}
        """);
    assertEquals(1, fixture.run(), fixture::said);
    assertTrue(fixture.said().contains("verdict: expected blocked, was pass"), fixture::said);
    assertTrue(fixture.said().contains("1 passed      1 failed"), fixture::said);
  }

  @Test
  void stream_valueOverEvents_isMasked() throws IOException {
    fixture.test(
        "dlp.yaml",
        """
        bodies:
          - name: over two events
            body:
              stream:
                - {choices: [{index: 0, delta: {content: 'to a.b@exam'}}]}
                - {choices: [{index: 0, delta: {content: 'ple.com now'}}]}
                - '[DONE]'
            expect: {findings: [mail], contains: ['[MAIL]', '[DONE]'], omits: [a.b@exam]}
        """);
    assertEquals(0, fixture.run(), fixture::said);
  }

  @Test
  void form_andToken_areRead() throws IOException {
    fixture.test(
        "dlp.yaml",
        """
        bodies:
          - name: a form
            body: {form: {tel: 010-1234-5678, note: 'a b'}}
            expect: {findings: [number], omits: [1234-5678], contains: [note=a+b]}
        """);
    assertEquals(0, fixture.run(), fixture::said);
  }

  @Test
  void corpus_beyondBudget_namesLines() throws IOException {
    fixture
        .file("texts.txt", "# comment\nto a.b@example.com\nnothing\nc.d@example.com\n")
        .test(
            "dlp.yaml",
            """
            corpora:
              - {name: none, file: texts.txt, policy: dlp, expect: no-match, budget: 1}
              - {name: two, file: texts.txt, policy: dlp, expect: match, budget: 1, at-least: {mail: 2}}
              - {name: three, file: texts.txt, policy: dlp, expect: match, budget: 1, at-least: {mail: 3}}
            """);
    assertEquals(1, fixture.run(), fixture::said);
    assertTrue(
        fixture
            .said()
            .contains(
                "2 of 3 lines match, the budget is 1; lines of texts.txt: 2 [mail], 4 [mail]"),
        fixture::said);
    assertTrue(fixture.said().contains("mail: finds 2 lines, at least 3"), fixture::said);
    assertTrue(fixture.said().contains("1 passed      2 failed"), fixture::said);
  }

  @Test
  void attack_parts_areSearched() throws IOException {
    fixture
        .policy(
            "waf.yaml",
            "WafRules",
            """
            rules:
              - {id: script, class: xss, patterns: ['<script']}
              - {id: always, class: sqli, patterns: ['or 1=1']}
            """)
        .test(
            "waf.yaml",
            """
            attacks:
              - {text: '<script> or 1=1', expect: [script, always]}
              - {text: '<script> or 1=1', part: path, expect: [script, always]}
              - {text: '<script>', part: query, expect: [script]}
              - {text: '<script>', part: headers, expect: [script]}
              - {text: script, expect: [script]}
            """);
    assertEquals(1, fixture.run(), fixture::said);
    assertTrue(fixture.said().contains("rules: expected [script], was []"), fixture::said);
    assertTrue(fixture.said().contains("4 passed      1 failed"), fixture::said);
  }
}
