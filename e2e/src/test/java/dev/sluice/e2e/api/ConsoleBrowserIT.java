package dev.sluice.e2e.api;

import static dev.sluice.e2e.support.ControlPlaneState.awaitStatusAt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.e2e.browser.HeadlessBrowser;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.stack.AdditionalPolicyServer;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A visit of the console in a real browser, by keyboard only. */
@ExtendWith(TestEnvironmentExtension.class)
final class ConsoleBrowserIT {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int MOST_STEPS = 60;
  private static final String LEVEL = "{path: \"/v1/agent*\", level: developer}";
  private static final String CHANGE = "other-rule";
  private static final List<String> PAGES =
      List.of(
          "Fleet",
          "Publishes",
          "Revisions",
          "Routes",
          "Live",
          "Audit",
          "Changes",
          "Usage",
          "Budgets",
          "Policies");

  private final TestEnvironment sluice;
  @TempDir Path state;
  @TempDir Path profile;

  ConsoleBrowserIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  /** Moves the focus to the element with a name. */
  private static void tabTo(HeadlessBrowser browser, String name) {
    for (int i = 0; i < MOST_STEPS; i++) {
      browser.press(HeadlessBrowser.TAB);
      if (browser.focused().equals(name)) {
        return;
      }
    }
    throw new AssertionError("the keyboard does not reach " + name + " of " + browser.title());
  }

  private static void awaitTitle(HeadlessBrowser browser, String start) {
    ConditionWait.awaitTrue(
        "the page " + start + " instead of " + browser.title(),
        LIMIT,
        () -> browser.title().startsWith(start));
  }

  private static void check(HeadlessBrowser browser, Path pictures, String name) {
    for (boolean dark : List.of(false, true)) {
      browser.preferDark(dark);
      assertEquals(List.of(), browser.seriousFindings(), name + (dark ? " dark" : " light"));
      browser.picture(
          pictures.resolve(name.toLowerCase(Locale.ROOT) + (dark ? "-dark" : "-light") + ".png"));
    }
    browser.preferDark(false);
  }

  @Test
  void pages_byKeyboard_haveNoSeriousFinding() throws IOException {
    Optional<String> missing = HeadlessBrowser.missing();
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    Path pictures =
        Files.createDirectories(
            Optional.ofNullable(System.getProperty("console.pictures"))
                .map(Path::of)
                .orElse(profile.resolve("pictures")));
    try (AdditionalPolicyServer dlp =
            AdditionalPolicyServer.extproc(
                sluice.stack(), "keyboard-dlp", "playground:\n  enabled: true\n");
        ConsoleWorld world =
            ConsoleWorld.start(
                sluice, "keyboard", state, Map.of("SLUICE_API_PLAYGROUND_SERVERS", dlp.address()));
        HeadlessBrowser browser = new HeadlessBrowser(profile)) {
      dlp.process().start();
      GatewayClient caller = sluice.atHost(world.listener(), world.product().host());
      awaitStatusAt(caller, "/keyboard/x", 200);
      browser.open("http://127.0.0.1:" + world.api().port() + "/console");
      awaitTitle(browser, "Issuer");
      browser.press(world.ada() + HeadlessBrowser.ENTER);
      // The administrator of one tenant may not see the whole fleet.
      awaitTitle(browser, "The caller may not do this");
      browser.press(HeadlessBrowser.TAB);
      assertEquals("Skip to content", browser.focused());
      tabTo(browser, "Tenant");
      browser.press(world.tenant() + HeadlessBrowser.ENTER);
      awaitTitle(browser, "Fleet");
      for (String page : PAGES) {
        tabTo(browser, page);
        browser.press(HeadlessBrowser.ENTER);
        awaitTitle(browser, page);
        check(browser, pictures, page);
      }
      tabTo(browser, "Publishes");
      browser.press(HeadlessBrowser.ENTER);
      awaitTitle(browser, "Publishes");
      tabTo(browser, world.product().host());
      browser.press(HeadlessBrowser.ENTER);
      awaitTitle(browser, "Publish " + world.product().host());
      check(browser, pictures, "Publish");
      visitRevision(browser, pictures);
      visitLive(browser, caller);
      tabTo(browser, "Sign out");
      browser.press(HeadlessBrowser.ENTER);
      awaitTitle(browser, "Signed out");
      check(browser, pictures, "Signed-out");
      dlp.process().awaitReady();
      browser.open("http://127.0.0.1:" + world.api().port() + "/console");
      awaitTitle(browser, "Issuer");
      browser.press("root" + HeadlessBrowser.ENTER);
      awaitTitle(browser, "Fleet");
      visitNode(browser, pictures);
      visitPolicies(browser, pictures);
      visitPlayground(browser, pictures);
    }
  }

  private static void visitRevision(HeadlessBrowser browser, Path pictures) {
    tabTo(browser, "Revisions");
    browser.press(HeadlessBrowser.ENTER);
    awaitTitle(browser, "Revisions");
    tabTo(browser, link(browser, "Revisions, the newest first", 2));
    browser.press(HeadlessBrowser.ENTER);
    awaitTitle(browser, "Revision ");
    check(browser, pictures, "Revision");
  }

  private static void visitNode(HeadlessBrowser browser, Path pictures) {
    tabTo(browser, link(browser, "Nodes", 1));
    browser.press(HeadlessBrowser.ENTER);
    awaitTitle(browser, "Node ");
    check(browser, pictures, "Node");
  }

  /** Visits the report of a shadow policy that allows more than the one in force. */
  private void visitPolicies(HeadlessBrowser browser, Path pictures) throws IOException {
    Path shadow = sluice.stack().settings().shadowFolder("extauthz").resolve("authz.yaml");
    String live = Files.readString(sluice.stack().settings().policies().resolve("authz.yaml"));
    Files.createDirectories(shadow.getParent());
    Files.writeString(shadow, live.replace(LEVEL, LEVEL.replace("developer", "viewer")));
    try {
      ConditionWait.awaitTrue(
          "the page shows a change of the shadow policy",
          LIMIT,
          () -> {
            assertEquals(403, sluice.withRole("viewer").post("/v1/agent/run", "{}").status());
            tabTo(browser, "Policies");
            browser.press(HeadlessBrowser.ENTER);
            awaitTitle(browser, "Policies");
            return browser.run("return document.body.textContent;").asString("").contains(CHANGE);
          });
    } finally {
      Files.delete(shadow);
    }
    check(browser, pictures, "Policies");
  }

  private static void visitPlayground(HeadlessBrowser browser, Path pictures) {
    tabTo(browser, "Playground");
    browser.press(HeadlessBrowser.ENTER);
    awaitTitle(browser, "Playground");
    tabTo(browser, "Text, at most 64 KiB");
    browser.press(
        "담당자 김민수, a.kim@example.org, 010-1234-5678" + HeadlessBrowser.ENTER + "<b>ok</b>");
    tabTo(browser, "Try the text");
    browser.press(HeadlessBrowser.ENTER);
    ConditionWait.awaitTrue(
        "the playground shows the result",
        LIMIT,
        () ->
            browser
                .run("return document.body.textContent;")
                .asString("")
                .contains("The same result in"));
    String output = browser.run("return document.querySelector('pre').textContent;").asString("");
    assertTrue(output.endsWith("\n<b>ok</b>"), output);
    assertFalse(output.contains("a.kim@"), output);
    check(browser, pictures, "Playground");
  }

  /** Returns the text of the link in a row of a table. */
  private static String link(HeadlessBrowser browser, String caption, int row) {
    return browser
        .run(
            "const section = 'section[aria-label=\"' + arguments[0] + '\"]';"
                + " const row = ' tbody tr:nth-child(' + arguments[1] + ') a';"
                + " return document.querySelector(section + row).textContent;",
            caption,
            row)
        .asString("");
  }

  private static void visitLive(HeadlessBrowser browser, GatewayClient caller) {
    tabTo(browser, "Live");
    browser.press(HeadlessBrowser.ENTER);
    awaitTitle(browser, "Live");
    String before = firstRow(browser);
    ConditionWait.awaitTrue(
        "a new request appears without a reload",
        LIMIT,
        () -> {
          assertEquals(200, caller.get("/keyboard/x").status());
          return !firstRow(browser).equals(before);
        });
    assertTrue(browser.focused().isEmpty(), "new rows do not move the focus");
  }

  private static String firstRow(HeadlessBrowser browser) {
    return browser
        .run("const row = document.querySelector('tbody tr'); return row ? row.textContent : '';")
        .asString("");
  }
}
