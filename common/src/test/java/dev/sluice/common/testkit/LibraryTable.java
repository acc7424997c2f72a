package dev.sluice.common.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A table of the libraries and packages that each package of a module may use. A library without a
 * row is forbidden. Each row becomes a test.
 */
public final class LibraryTable {
  private static final String[] EVERYWHERE = {
    "java..", "org.slf4j", "org.slf4j.event", "org.slf4j.spi", "org.jspecify.annotations"
  };

  private final String root;
  private final List<String> known = new ArrayList<>(List.of(EVERYWHERE));
  private final List<String> generated = new ArrayList<>();
  private final List<ArchRule> rules = new ArrayList<>();

  private LibraryTable(String root) {
    this.root = root;
    known.add(root + "..");
  }

  /** Returns a table for the packages below {@code root}, such as {@code dev.sluice.extauthz}. */
  public static LibraryTable of(String root) {
    return new LibraryTable(root);
  }

  /** Allows a library in every package. */
  public LibraryTable everywhere(String library) {
    known.add(below(library));
    return this;
  }

  /** Allows a library in {@code packages}, which are relative to the root, and below them. */
  public LibraryTable only(String library, String... packages) {
    known.add(below(library));
    String[] allowed = inside(packages);
    return add(
        noClasses()
            .that(resideInAnyPackage(below(root)).and(not(resideInAnyPackage(allowed))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(below(library))
            .as(library + " is seen only from " + String.join(", ", packages)));
  }

  /** Forbids a part of an allowed library or of the JDK in {@code packages}. */
  public LibraryTable never(String library, String... packages) {
    return add(
        noClasses()
            .that()
            .resideInAnyPackage(inside(packages))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(below(library))
            .as(String.join(", ", packages) + " never sees " + library));
  }

  /** Forbids {@code others}, which are packages of the same root, in {@code packages}. */
  public LibraryTable apart(List<String> packages, List<String> others) {
    return add(
        noClasses()
            .that()
            .resideInAnyPackage(inside(packages.toArray(String[]::new)))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(inside(others.toArray(String[]::new)))
            .as(String.join(", ", packages) + " never see " + String.join(", ", others)));
  }

  /** Excludes generated packages from the rule for null marks. */
  public LibraryTable generated(String... packages) {
    generated.addAll(List.of(inside(packages)));
    return this;
  }

  /** Returns one test for each row, and one each for null marks, cycles and unlisted libraries. */
  public Stream<DynamicTest> tests() {
    JavaClasses imported =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(root);
    List<ArchRule> all = new ArrayList<>(rules);
    all.add(noCycles());
    all.add(nothingUnlisted());
    all.add(NullMarks.everyPackage(root, generated));
    return all.stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(imported)));
  }

  private ArchRule noCycles() {
    return slices()
        .matching(root + ".(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .as("packages have no cycles");
  }

  private ArchRule nothingUnlisted() {
    return classes()
        .that()
        .resideInAPackage(below(root))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(known.toArray(String[]::new)))
        .allowEmptyShould(true)
        .as("no library is seen that no row names");
  }

  private LibraryTable add(ArchRule rule) {
    rules.add(rule.allowEmptyShould(true));
    return this;
  }

  private String[] inside(String... packages) {
    return Stream.of(packages).map(name -> below(root + "." + name)).toArray(String[]::new);
  }

  private static String below(String name) {
    return name + "..";
  }
}
