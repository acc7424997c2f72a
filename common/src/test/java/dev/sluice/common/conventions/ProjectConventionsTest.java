package dev.sluice.common.conventions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The conventions of CONTRIBUTING.md that a program can check, over all modules. */
class ProjectConventionsTest {
  private static final int LARGEST_PACKAGE = 25;

  private final ProjectFiles project = ProjectFiles.ofThisCheckout();

  @Test
  void typeNames_ofAllModules_areUnique() {
    Map<String, List<Path>> shared = new TreeMap<>(project.mainTypesByName());
    shared.values().removeIf(files -> files.size() == 1);

    assertTrue(project.mainSources().count() > 500, "the sources of all modules are read");
    assertEquals(Map.of(), shared, "give each type a simple name of its own");
  }

  @Test
  void packages_ofAllModules_areSmall() {
    Map<Path, Long> sizes = new TreeMap<>(project.mainTypesByPackage());
    sizes.values().removeIf(size -> size <= LARGEST_PACKAGE);

    assertEquals(Map.of(), sizes, "split packages of more than " + LARGEST_PACKAGE + " types");
  }

  @Test
  void javadoc_ofAllModules_startsRight() {
    List<String> problems = project.mainSources().flatMap(JavadocStyle::problemsIn).toList();

    assertEquals("", String.join("\n", problems));
  }

  @Test
  void javadoc_wrongFirstWord_isReported(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("Sample.java");
    Files.writeString(
        file,
        """
        /** What a route is. */
        public final class Sample {
          /** The same for two. */
          void pair() {}

          /** Returns a pair. */
          int other() {}
        }
        """);

    assertEquals(
        List.of(
            file + ":1: start the javadoc of a type with A, An or The and a noun",
            file + ":3: start the javadoc of a member with a verb or a noun"),
        JavadocStyle.problemsIn(file).toList());
  }

  @Test
  void links_ofAllPages_haveTargets() {
    List<String> broken = project.markdownPages().flatMap(MarkdownLinks::brokenIn).toList();

    assertEquals("", String.join("\n", broken));
  }

  @Test
  void capability_inANameOfATest_isItsTag() throws IOException {
    assertEquals(
        "", String.join("\n", project.testSources().flatMap(CapabilityTags::missingIn).toList()));
  }

  @Test
  void capability_withoutTag_isReported(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("SampleTest.java");
    Files.writeString(
        file,
        """
        @Tag("C-01")
        @DisplayName("%s, %s a chat passes")
        """
            .formatted("C-01", "C-02"));

    assertEquals(
        List.of(file + ": add @Tag(\"C-02\") to the test that names it"),
        CapabilityTags.missingIn(file).toList());
  }

  @Test
  void link_withoutTarget_isReported(@TempDir Path folder) throws IOException {
    Path page = folder.resolve("page.md");
    Files.writeString(page, "# A title\n[good](#a-title) [bad](#other) [gone](gone.md)\n");

    assertEquals(
        List.of(
            page + ": no target for the link #other", page + ": no target for the link gone.md"),
        MarkdownLinks.brokenIn(page).toList());
  }

  @Test
  void commitSubjects_sinceThisTest_areInForm() throws IOException, InterruptedException {
    Path self =
        project
            .root()
            .resolve("common/src/test/java/dev/sluice/common/conventions")
            .resolve("ProjectConventionsTest.java");

    assertEquals(List.of(), CommitSubjects.wrongSince(project.root(), self));
  }

  @Test
  void commitSubject_wrongForm_isRejected() {
    assertTrue(CommitSubjects.isInForm("extauthz: reject a token with two audiences"));
    assertFalse(CommitSubjects.isInForm("Rejects a token with two audiences"));
    assertFalse(CommitSubjects.isInForm("extauthz: reject " + "x".repeat(72)));
  }
}
