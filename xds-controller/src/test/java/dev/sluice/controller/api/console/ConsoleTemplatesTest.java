package dev.sluice.controller.api.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.controller.api.console.view.ConsoleLink;
import dev.sluice.controller.api.console.view.ConsolePage;
import dev.sluice.controller.api.console.view.FilterField;
import dev.sluice.controller.api.console.view.FilterForm;
import dev.sluice.controller.api.console.view.NavigationEntry;
import dev.sluice.controller.api.console.view.PageCell;
import dev.sluice.controller.api.console.view.PageFrame;
import dev.sluice.controller.api.console.view.PageTable;
import dev.sluice.controller.api.console.view.PageText;
import dev.sluice.controller.api.console.view.PlainPage;
import dev.sluice.controller.api.console.view.TextForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ConsoleTemplatesTest {
  private static final String HOSTILE = "\"><script>alert('x')</script> 한국어 & <b onload=x>";
  private static final ConsoleLink LINK = new ConsoleLink("/console/fleet");

  private static String everywhere(String text) {
    ConsoleLink link = ConsoleLink.to("/console/nodes", text).with("tenant", text);
    PageFrame frame =
        new PageFrame(text, text, text, link, List.of(new NavigationEntry(text, link, true)));
    FilterField words = new FilterField("a", text, text, text, List.of());
    FilterField choice = new FilterField("b", text, text, "", List.of(text));
    return ConsoleTemplates.page(
        frame,
        ConsolePage.of(text)
            .note(text)
            .fact(text, PageCell.of(text))
            .filter(new FilterForm(text, link, List.of(words, choice)))
            .form(new TextForm(text, link, text, text, List.of(words, choice)))
            .text(new PageText(text, text))
            .live(link)
            .table(
                new PageTable(
                    text,
                    List.of(text, text),
                    List.of(List.of(PageCell.link(text, link), PageCell.of(text))),
                    Optional.of(link))));
  }

  @Test
  void page_hostileText_isEscapedEverywhere() {
    String page = everywhere(HOSTILE);
    assertFalse(page.contains("<script>alert"), page);
    assertFalse(page.contains("<b onload"), page);
    assertTrue(page.contains("한국어"), page);
    assertTrue(page.contains("/console/nodes/%22%3E%3Cscript%3E"), page);
    assertEquals(1, Pattern.compile("<script").matcher(page).results().count(), page);
  }

  @Test
  void page_twoTexts_haveTheSameTags() {
    Pattern tags = Pattern.compile("<[a-z/!][^>]*>");
    assertEquals(
        tags.matcher(everywhere("a")).results().count(),
        tags.matcher(everywhere(HOSTILE)).results().count());
  }

  @Test
  void plainPage_hostileText_isEscaped() {
    String page = ConsoleTemplates.plain(new PlainPage(HOSTILE, HOSTILE, HOSTILE, LINK, true));
    assertFalse(page.contains("<script>"), page);
    assertTrue(page.contains("0; url=/console/fleet"), page);
  }

  @Test
  void link_outOfConsole_isRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new ConsoleLink("https://evil.example/console"));
    assertThrows(IllegalArgumentException.class, () -> new ConsoleLink("javascript:alert(1)"));
    assertThrows(IllegalArgumentException.class, () -> new ConsoleLink("//console"));
    assertThrows(IllegalArgumentException.class, () -> new ConsoleLink("/consoles"));
  }

  @Test
  void templates_have_noInlineScriptOrStyle() throws IOException {
    Pattern inline =
        Pattern.compile("\\bstyle=|<style|\\bon[a-z]+=|<script(?! src=)|\\$unsafe|javascript:");
    try (Stream<Path> templates = Files.list(Path.of("src", "main", "jte"))) {
      for (Path template : templates.toList()) {
        assertFalse(inline.matcher(Files.readString(template)).find(), template::toString);
      }
    }
  }

  @Test
  void policy_ofContent_hasNoUnsafeSource() {
    String policy = ConsoleHeaders.ALL.get("Content-Security-Policy");
    assertEquals(ConsoleHeaders.CONTENT_SECURITY_POLICY, policy);
    assertTrue(ConsoleHeaders.CONTENT_SECURITY_POLICY.startsWith("default-src 'none';"));
    assertFalse(
        Pattern.compile("unsafe|nonce|https?:|[*]|data:")
            .matcher(ConsoleHeaders.CONTENT_SECURITY_POLICY)
            .find());
  }
}
