package dev.sluice.common.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** The architecture rule that every package is null-marked. */
final class NullMarks {
  private NullMarks() {}

  static ArchRule everyPackage(String root, List<String> generated) {
    return classes()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackages(generated.toArray(String[]::new))
        .should(new Marked())
        .allowEmptyShould(true)
        .as("every package is @NullMarked");
  }

  private static final class Marked extends ArchCondition<JavaClass> {
    Marked() {
      super("be in a package marked @NullMarked");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
      JavaPackage place = type.getPackage();
      boolean marked =
          place
              .tryGetPackageInfo()
              .map(info -> info.isAnnotatedWith(NullMarked.class))
              .orElse(false);
      if (!marked) {
        events.add(SimpleConditionEvent.violated(type, place.getName() + " is not @NullMarked"));
      }
    }
  }
}
